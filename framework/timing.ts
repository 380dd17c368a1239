import type { Model } from './model/index.js';

/** What a run took, in wall seconds: for people, outside every digest. */
export interface RunTiming {
  /** Making the model, before its first step. */
  readonly setup_s: number;
  /** From the first step to the end, pauses left out. */
  readonly run_s: number;
  /** Steps by `run_s`. */
  readonly steps_per_s: number;
  /** Steps times agents, by `run_s`. */
  readonly agent_steps_per_s: number;
  /** By stage. */
  readonly stages: Readonly<Record<string, number>>;
}

/**
 * The timing of a run that has ended.
 * @param setup milliseconds that its set-up took
 */
export function timingOf(model: Model, agents: number, setup: number): RunTiming {
  const run_s = model.clock.time / 1000;
  return {
    setup_s: setup / 1000,
    run_s,
    steps_per_s: model.step / run_s,
    agent_steps_per_s: (model.step * agents) / run_s,
    stages: model.scheduler.timings,
  };
}
