import type { Groups } from '../../kernels/index.js';
import type { Cycle, StepRecords } from '../cycle.js';
import { OFFLINE } from '../faults/index.js';
import type { TrafficBatch } from '../traffic/traffic.js';

type Layout = Pick<Cycle, 'nodes' | 'features'>;

/**
 * Lays out a step's records: those of nodes that are up are received, those of nodes with a forest looked at.
 *
 * @param component [nodes] OFFLINE for a node that is down
 * @param period [rows] when each record came
 * @param now the period in progress, whether or not a record came
 * @param over records of a step that nobody looks at any more: their columns are used again where they fit
 */
export function layOut(
  { nodes, features }: Layout,
  batch: TrafficBatch,
  component: Uint32Array,
  period: Uint32Array,
  now: number,
  over?: StepRecords,
): StepRecords {
  const columns = columnsOf(batch.offsets.at(-1)!, features, over);
  const { fitted } = nodes.columns;
  const up = nodesWhere(nodes.size, (node) => component[node] !== OFFLINE);
  const looking = nodesWhere(nodes.size, (node) => fitted[node] === 1 && component[node] !== OFFLINE);
  return {
    batch,
    up,
    received: groupsOf(up, batch),
    nodes: looking,
    groups: groupsOf(looking, batch),
    period,
    now,
    ...columns,
  };
}

/** Empty columns. Fresh ones for each step would pile up between collections, and weigh on a small run. */
function columnsOf(rows: number, features: number, over: StepRecords | undefined) {
  if (over !== undefined && over.path.length === rows) {
    const { path, anomalous, suspect, direction, listed, provisional, flagged } = over;
    for (const column of [path, anomalous, suspect, direction, provisional, flagged]) column.fill(0);
    return { path, anomalous, suspect, direction, listed: listed.fill(-1), provisional, flagged };
  }
  return {
    path: new Uint32Array(rows),
    anomalous: new Uint8Array(rows),
    suspect: new Uint8Array(rows),
    direction: new Int8Array(rows * features),
    listed: new Int32Array(rows).fill(-1),
    provisional: new Uint8Array(rows),
    flagged: new Uint8Array(rows),
  };
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
