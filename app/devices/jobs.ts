/** Jobs of the default network's shape, on records that are uniform: for measuring devices. */
import { type Groups, keyOf, randomBits } from '../../kernels/index.js';

/** Values of a record, trees of a forest, records of a node in a step. */
export const [FEATURES, TREES, RECORDS] = [8, 100, 32];
export const MEMORY_BUDGET = 256 * 1024 * 1024;

/** [rows, FEATURES]; another stream holds other values. */
export const recordsOf = (rows: number, stream: number): Uint16Array =>
  Uint16Array.from(
    randomBits({ key: keyOf(1), stream, agent: 0, step: 0 }, new Uint32Array(rows * FEATURES)),
    (word) => word >>> 16,
  );

/** As many records for each of the first `nodes` nodes, one node after another. */
export function groupsOf(nodes: number, records: number): Groups {
  const slots = Uint32Array.from({ length: nodes }, (_, node) => node);
  return { slots, starts: slots.map((node) => node * records), lengths: slots.map(() => records) };
}
