/** Memories: each slot remembers its m strongest rows, those of the smallest path sums. */
import type { Groups } from './groups.js';
import type { Attribute } from './window.js';

export interface Memory {
  /** m */
  readonly capacity: number;
  /** [slots, m] path sums, ascending; ties in the order of arrival. */
  readonly sums: Uint32Array;
  /** [slots] rows held. */
  readonly counts: Uint32Array;
}

export interface Strongest {
  readonly memory: Memory;
  /** One entry a row. */
  readonly pathSums: Uint32Array;
  /** Rows in the order of arrival; group g is merged into slot `groups.slots[g]`, each slot named once. */
  readonly groups: Groups;
  /** One entry a row: rows with 0 are no candidates. */
  readonly gate?: Uint8Array;
  /** [slots, m]: remembered rows with 0 are forgotten first. */
  readonly keep?: Uint8Array;
  /** What is remembered of a row: `stored` [slots, m, width], `incoming` one row each. */
  readonly attributes?: readonly Attribute[];
}

/**
 * Reference of `Kernels.strongest`: merges rows into memories; the m smallest path sums of both stay, the earlier of
 * equals first. What lies behind the rows of a memory stays as it was.
 */
export function strongest(job: Strongest): void {
  const { memory, pathSums, groups, gate, keep, attributes = [] } = job;
  const { capacity, sums, counts } = memory;
  for (let g = 0; g < groups.slots.length; g++) {
    const slot = groups.slots[g]!;
    const first = slot * capacity;
    const start = groups.starts[g]!;
    const candidates: { sum: number; row: number; held: boolean }[] = [];
    for (let row = first; row < first + counts[slot]!; row++) {
      if (keep === undefined || keep[row] !== 0) candidates.push({ sum: sums[row]!, row, held: true });
    }
    for (let row = start; row < start + groups.lengths[g]!; row++) {
      if (gate === undefined || gate[row] !== 0) candidates.push({ sum: pathSums[row]!, row, held: false });
    }
    const hasNew = candidates.length > 0 && !candidates.at(-1)!.held;
    // What is remembered is in order already.
    if (!hasNew && candidates.length === counts[slot]!) continue;
    // Array.prototype.sort is stable: equals stay in the order of arrival.
    const stay = candidates.sort((a, b) => a.sum - b.sum).slice(0, capacity);
    for (const { width, stored, incoming } of attributes) {
      const rows = stored.slice(0, stay.length * width);
      for (const [i, { row, held }] of stay.entries()) {
        rows.set((held ? stored : incoming).subarray(row * width, (row + 1) * width), i * width);
      }
      stored.set(rows, first * width);
    }
    for (const [i, { sum }] of stay.entries()) sums[first + i] = sum;
    counts[slot] = stay.length;
  }
}
