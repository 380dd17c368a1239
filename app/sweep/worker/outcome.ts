import type { Row, RunOutcome, RunTiming } from '../../../framework/index.js';
import type { RunReport } from '../../../model/run.js';
import { peakMemory } from '../../run/memory.js';
import { COUNTS, OUTCOMES } from '../../run/result.js';

/** What a run of the security model came to. */
export function outcomeOfSecurity(report: RunReport<string | null>): RunOutcome {
  const { digest, steps, agents, ledger, outcome, consensus, learn, timing } = report;
  const { messages, bytes } = consensus;
  return {
    digest,
    steps,
    agents,
    root: ledger.root,
    outcomes: {
      ...Object.fromEntries(OUTCOMES.map((name) => [name, outcome[name]])),
      ...Object.fromEntries(COUNTS.map((name) => [name, consensus[name]])),
      fits: learn.fits,
      ledger_rows: ledger.rows,
      messages,
      bytes,
    },
    ...taken(timing),
  };
}

/** What a run of a model came to: the figures of its last row in the table `model`. */
export function outcomeOfModel(done: {
  readonly digest: string;
  readonly steps: number;
  readonly agents: number;
  readonly timing: RunTiming;
  readonly last: Row | undefined;
}): RunOutcome {
  const { digest, steps, agents, timing, last = {} } = done;
  const figures = Object.entries(last).flatMap(([name, value]) => {
    if (name === 'step' || typeof value === 'string') return [];
    return [[name, value === null ? null : Number(value)] as const];
  });
  return { digest, steps, agents, root: null, outcomes: Object.fromEntries(figures), ...taken(timing) };
}

const taken = ({ setup_s, run_s, stages }: RunTiming): Pick<RunOutcome, 'seconds' | 'timing' | 'peakMb'> => ({
  seconds: setup_s + run_s,
  timing: { setup_s, run_s, stages },
  peakMb: peakMemory().peak_rss_mb,
});
