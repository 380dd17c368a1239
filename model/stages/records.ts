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
 */
export function layOut(
  { nodes, features }: Layout,
  batch: TrafficBatch,
  component: Uint32Array,
  period: Uint32Array,
  now: number,
): StepRecords {
  const rows = batch.offsets.at(-1)!;
  const up = Uint32Array.from(component.keys()).filter((node) => component[node] !== OFFLINE);
  const looking = up.filter((node) => nodes.columns.fitted[node] === 1);
  return {
    batch,
    up,
    received: groupsOf(up, batch),
    nodes: looking,
    groups: groupsOf(looking, batch),
    period,
    now,
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

/** Calls back for each row that is looked at, with the node that looks. */
export function forEachRow({ groups, nodes }: StepRecords, visit: (node: number, row: number) => void): void {
  for (let g = 0; g < nodes.length; g++) {
    const start = groups.starts[g]!;
    const end = start + groups.lengths[g]!;
    for (let row = start; row < end; row++) visit(nodes[g]!, row);
  }
}
