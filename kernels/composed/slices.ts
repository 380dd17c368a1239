/** Cutting work into slices that a memory budget holds. */

/** So many bytes hold 2^24 floats, so that no entry of a slice has an index that float32 cannot hold. */
const MOST_BYTES = 1 << 26;

export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** How many things of so many bytes a budget holds; at least one. */
export function roomFor(memoryBudget: number, bytes: number): number {
  return Math.max(1, Math.floor(Math.min(memoryBudget, MOST_BYTES) / bytes));
}

/**
 * Consecutive items that a budget holds together; at least one each.
 *
 * @param bytes of each item
 * @param padded whether an item takes as much as the largest beside it
 */
export function* slicesOf(bytes: ArrayLike<number>, memoryBudget: number, padded = false): Generator<Slice> {
  const most = Math.min(memoryBudget, MOST_BYTES);
  for (let from = 0; from < bytes.length; ) {
    let [to, largest, sum] = [from, 0, 0];
    for (; to < bytes.length; to++) {
      largest = Math.max(largest, bytes[to]!);
      sum += bytes[to]!;
      if (to > from && (padded ? (to + 1 - from) * largest : sum) > most) break;
    }
    yield { from, to };
    from = to;
  }
}

/** 0 where there are none; also of more values than a call takes arguments. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}
