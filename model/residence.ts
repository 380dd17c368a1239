/**
 * What of a run lies on the device while it runs. Jobs leave these columns there; what the host looks at is read first:
 * path sums and verdicts in each step, all the rest where the state is kept or compared.
 */
import type { Kernels, Numbers } from '../kernels/index.js';
import type { Cycle, RecordColumns } from './cycle.js';

type Residence = Pick<Cycle, 'kernels' | 'nodes' | 'forests' | 'frame' | 'records' | 'underway'>;

/** Columns of nodes, and their forests. */
function columnsOf({ nodes, forests, frame }: Residence): Numbers[] {
  const { window, windowDirection, windowPath, windowPeriod, windowSuspect } = nodes.columns;
  const { suspectPath, suspectPeriod, suspectDirection } = nodes.columns;
  return [
    ...[window, windowDirection, windowPath, windowPeriod, windowSuspect],
    ...[suspectPath, suspectPeriod, suspectDirection],
    ...[forests.split, forests.leaf, frame.centres],
  ];
}

/** Columns of a step's records; `flagged` and when they came are the host's. */
export const recordColumnsOf = (records: RecordColumns): Numbers[] => {
  const { path, anomalous, suspect, direction, listed, provisional, verdict, passed } = records;
  return [path, anomalous, suspect, direction, listed, provisional, verdict, passed];
};

const allOf = (cycle: Residence): Numbers[] => [
  ...columnsOf(cycle),
  ...new Set(
    [cycle.records, ...cycle.underway].flatMap((records) => [
      records.batch.records,
      ...recordColumnsOf(records),
    ]),
  ),
];

/** Moves a cycle's columns to the device, as the host has them. */
export function settle(cycle: Residence): void {
  const { columns } = cycle.kernels;
  columns.keep(...allOf(cycle));
  columns.wrote(...allOf(cycle));
}

/** Brings the host's arrays up to date: for checkpoints and traces. */
export const gather = (cycle: Residence): Promise<void> | undefined =>
  cycle.kernels.columns.read(...allOf(cycle));

/** The device forgets them all. */
export const leave = (cycle: Residence): void => cycle.kernels.columns.release(...allOf(cycle));

/** Has columns lie on the device for as long as some jobs take. */
export async function meanwhile<T>(
  { columns }: Pick<Kernels, 'columns'>,
  of: readonly Numbers[],
  work: () => Promise<T>,
): Promise<T> {
  columns.keep(...of);
  try {
    return await work();
  } finally {
    columns.release(...of);
  }
}
