import type { Model } from './model.js';

/** What a run took, in wall seconds: for people, outside every digest. */
export interface RunTiming {
  readonly setup_s: number;
  /** From the first step to the end, pauses left out. */
  readonly run_s: number;
  readonly steps_per_s: number;
  readonly agent_steps_per_s: number;
  /** By stage. */
  readonly stages: Readonly<Record<string, number>>;
}

/**
 * The timing of a run that has just ended.
 * @param began when its set-up began, and `ready` when that was done, by `performance.now()`
 */
export function timingOf(model: Model, agents: number, began: number, ready: number): RunTiming {
  const run_s = (performance.now() - ready) / 1000 - model.waited;
  return {
    setup_s: (ready - began) / 1000,
    run_s,
    steps_per_s: model.step / run_s,
    agent_steps_per_s: (model.step * agents) / run_s,
    stages: model.scheduler.timings,
  };
}
