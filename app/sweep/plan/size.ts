/**
 * How large a design looks: the sum of the logarithms of its numbers. Times of runs grow about as products of them (agents,
 * steps, records …), so that designs can be put in an order before any has run; what it is worth is then measured.
 */
export function sizeOf(parameters: unknown): number {
  if (typeof parameters === 'number') return Math.log1p(Math.abs(parameters));
  if (typeof parameters !== 'object' || parameters === null) return 0;
  return Object.values(parameters).reduce((sum: number, value) => sum + sizeOf(value), 0);
}

/** Places of the smallest, the middle and the largest of sizes, each once; the first of equal ones. */
export function extremes(sizes: readonly number[]): number[] {
  const order = sizes.map((_, place) => place).sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  const top = order.find((place) => sizes[place] === sizes[order.at(-1)!]);
  const picked = [order[0], order[(order.length - 1) >> 1], top].filter((place) => place !== undefined);
  return [...new Set(picked)].filter(
    (place, i, all) => all.findIndex((p) => sizes[p] === sizes[place]) === i,
  );
}
