import type { RunTiming } from '../../framework/index.js';

interface Timed {
  readonly timing: RunTiming;
  readonly steps: number;
  readonly agents: number;
}

/** The timing of several runs: sums, and rates over them. */
export function timingOver(runs: readonly Timed[]): RunTiming {
  if (runs.length === 1) return runs[0]!.timing;
  const sum = (of: (run: Timed) => number) => runs.reduce((total, run) => total + of(run), 0);
  const run_s = sum(({ timing }) => timing.run_s);
  const stages: Record<string, number> = {};
  for (const { timing } of runs) {
    for (const [name, seconds] of Object.entries(timing.stages)) stages[name] = (stages[name] ?? 0) + seconds;
  }
  return {
    setup_s: sum(({ timing }) => timing.setup_s),
    run_s,
    steps_per_s: run_s > 0 ? sum(({ steps }) => steps) / run_s : 0,
    agent_steps_per_s: run_s > 0 ? sum(({ steps, agents }) => steps * agents) / run_s : 0,
    stages,
  };
}
