/** Up to here an insertion sort beats the sort of typed arrays. */
const FEW = 48;

/** Sorts the first `count` keys by rank, ascending; ranks differ. */
export function sortKeys(keys: Int32Array, count: number, rank: ((key: number) => number) | undefined): void {
  if (count > FEW) {
    const part = keys.subarray(0, count);
    if (rank === undefined) part.sort();
    else part.sort((a, b) => rank(a) - rank(b));
    return;
  }
  if (rank === undefined) insert(keys, count);
  else insertBy(keys, count, rank);
}

function insert(keys: Int32Array, count: number): void {
  for (let k = 1; k < count; k++) {
    const key = keys[k]!;
    let at = k;
    for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
}

function insertBy(keys: Int32Array, count: number, rank: (key: number) => number): void {
  for (let k = 1; k < count; k++) {
    const key = keys[k]!;
    const own = rank(key);
    let at = k;
    for (; at > 0 && rank(keys[at - 1]!) > own; at--) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
}
