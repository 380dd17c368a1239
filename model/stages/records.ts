import type { Groups } from '../../kernels/index.js';
import type { Cycle, RecordColumns, StepRecords } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import { recordColumnsOf } from '../residence.js';
import type { TrafficBatch } from '../traffic/traffic.js';

type Layout = Pick<Cycle, 'kernels' | 'nodes' | 'features'>;

/**
 * Lays out a step's records: those of nodes that are up are received, those of nodes with a forest looked at.
 *
 * @param component [nodes] OFFLINE for a node that is down
 * @param period [rows] when each record came
 * @param now the period in progress, whether or not a record came
 * @param over records of a step that nobody looks at any more: their columns are used again where they fit
 */
export function layOut(
  { kernels, nodes, features }: Layout,
  batch: TrafficBatch,
  component: Uint32Array,
  period: Uint32Array,
  now: number,
  over?: StepRecords,
): StepRecords {
  const rows = batch.offsets.at(-1)!;
  const fits = over?.path.length === rows;
  if (over !== undefined) forget({ kernels }, over, fits ? [] : recordColumnsOf(over));
  const columns = fits ? over : emptyColumns(rows, features);
  clear({ kernels }, columns);
  kernels.columns.keep(batch.records);
  const { fitted } = nodes.columns;
  const up = nodesWhere(nodes.size, (node) => component[node] !== OFFLINE);
  const looking = nodesWhere(nodes.size, (node) => fitted[node] === 1 && component[node] !== OFFLINE);
  return {
    ...columns,
    batch,
    up,
    received: groupsOf(up, batch),
    nodes: looking,
    groups: groupsOf(looking, batch),
    period,
    now,
  };
}

/** The device forgets records that nobody looks at any more. */
export const forget = (
  { kernels }: Pick<Cycle, 'kernels'>,
  records: StepRecords,
  columns = recordColumnsOf(records),
): void => kernels.columns.release(records.batch.records, ...columns);

/** Columns for so many records. Fresh ones for each step would pile up between collections, and weigh on a small run. */
export const emptyColumns = (rows: number, features: number): RecordColumns => ({
  path: new Uint32Array(rows),
  anomalous: new Uint8Array(rows),
  suspect: new Uint8Array(rows),
  direction: new Int8Array(rows * features),
  listed: new Int32Array(rows),
  provisional: new Int32Array(rows),
  verdict: new Uint8Array(rows),
  passed: new Uint8Array(rows),
  flagged: new Uint8Array(rows),
});

/** Nothing matches, nothing is flagged, all pass; from here on the columns lie on the device. */
function clear({ kernels: { columns } }: Pick<Cycle, 'kernels'>, of: RecordColumns): void {
  const { path, anomalous, suspect, direction, listed, provisional, verdict, passed, flagged } = of;
  columns.keep(path, anomalous, suspect, direction, listed, provisional, verdict, passed);
  columns.fill(0, path, anomalous, suspect, direction, verdict, flagged);
  columns.fill(-1, listed, provisional);
  columns.fill(1, passed);
}

const groupsOf = (nodes: Uint32Array, { offsets }: TrafficBatch): Groups => ({
  slots: nodes,
  starts: nodes.map((node) => offsets[node]!),
  lengths: nodes.map((node) => offsets[node + 1]! - offsets[node]!),
});

/** The nodes, ascending, that are as asked. */
function nodesWhere(count: number, is: (node: number) => boolean): Uint32Array {
  const out = new Uint32Array(count);
  let found = 0;
  for (let node = 0; node < count; node++) if (is(node)) out[found++] = node;
  return found === count ? out : out.slice(0, found);
}
