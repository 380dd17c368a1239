/**
 * Quantiles of columns by rank, for frames (medians, inter-decile ranges): always a value that was seen, never an
 * interpolation, so integers stay integers. The quantile p of n values in ascending order is the value of rank
 * ⌊p (n − 1)⌋, counted from 0.
 *
 * @param records rows of `features` u16; without rows, every quantile is 0
 * @param ppm quantiles wanted, in parts per million: 500000 is the median
 * @returns for each quantile, [F] values
 */
export function columnQuantiles(
  records: Uint16Array,
  features: number,
  ppm: readonly number[],
): Uint16Array[] {
  const rows = records.length / features;
  const column = new Uint16Array(rows);
  const quantiles = ppm.map(() => new Uint16Array(features));
  if (rows === 0) return quantiles;
  const ranks = ppm.map((p) => Math.floor((p * (rows - 1)) / 1_000_000));
  for (let f = 0; f < features; f++) {
    for (let row = 0; row < rows; row++) column[row] = records[row * features + f]!;
    column.sort();
    for (const [q, rank] of ranks.entries()) quantiles[q]![f] = column[rank]!;
  }
  return quantiles;
}
