import type { RunReader } from '../../../framework/experiment/store/index.js';
import type { Design, Facts, RunRow } from '../../../framework/index.js';
import { duration, figure } from '../../tui/pace.js';
import type { RunDetails } from '../../tui/sweep-protocol.js';

/** All that the run table knows of the run of a cell. */
export function detailsOf(table: RunReader, cell: number, id: number, replications: number): RunDetails {
  const key = table.value<string>('SELECT key FROM run WHERE id = ?', id)!;
  const run = table.run(key)!;
  const design = table.design(Math.floor(cell / replications))!;
  const others = table.members(key).length - 1;
  return {
    type: 'details',
    cell,
    facts: [runFacts(run, others), parameters(design), ...outcomes(run), ...timing(run), ...failed(run)],
    trace: run.failure === null ? [] : run.failure.trace.trimEnd().split('\n'),
  };
}

type Figures = [name: string, value: string][];

function runFacts(run: RunRow, others: number): Facts {
  const { key, seed, state, attempts, shard, host, started, ended, outcome } = run;
  const figures: Figures = [
    ['state', state],
    ['key', key],
    ['seed', String(seed)],
    ['attempts', String(attempts)],
  ];
  if (others > 0) figures.push(['is also', `${others} other ${others === 1 ? 'cell' : 'cells'}`]);
  if (outcome !== null) {
    const { digest, root, steps, agents, peakMb } = outcome;
    figures.push(['digest', digest]);
    if (root !== null) figures.push(['ledger root', root]);
    figures.push(['steps', String(steps)], ['agents', String(agents)], ['memory', `${figure(peakMb)} MB`]);
  }
  if (shard !== null) figures.push(['shard', shard]);
  if (host !== null) figures.push(['host', host]);
  if (started !== null) figures.push(['started', started]);
  if (ended !== null) figures.push(['ended', ended]);
  return { title: 'Run', figures };
}

const parameters = ({ values }: Design): Facts => ({
  title: 'Parameters of its design',
  figures: Object.entries(values).map(([path, value]) => [path, text(value)]),
});

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const outcomes = ({ outcome }: RunRow): Facts[] =>
  outcome === null
    ? []
    : [
        {
          title: 'Outcomes',
          figures: Object.entries(outcome.outcomes).map(([name, value]) => [
            name,
            value === null ? 'none' : figure(value),
          ]),
        },
      ];

function timing({ outcome }: RunRow): Facts[] {
  if (outcome === null) return [];
  const { seconds, timing: spent } = outcome;
  const figures: Figures = [
    ['in all', duration(seconds)],
    ['set-up', duration(spent.setup_s)],
    ...Object.entries(spent.stages).map(([stage, took]): [string, string] => [stage, duration(took)]),
  ];
  return [{ title: 'Time', figures }];
}

const failed = ({ failure }: RunRow): Facts[] =>
  failure === null
    ? []
    : [
        {
          title: 'Last failure',
          figures: [
            ['reason', failure.reason],
            ['message', failure.message],
          ],
        },
      ];
