/** Reducers that have a name. `variance` and `sd` divide by the number of values. */
export type NamedReducer = 'count' | 'sum' | 'mean' | 'min' | 'max' | 'variance' | 'sd';

/** How many values make one: a named reducer, or any function of the values. */
export type Reducer<R> = NamedReducer | ((values: ArrayLike<number>) => R);

/** What `agg` takes: one reducer, or a list of named ones. */
export type Reducers = Reducer<unknown> | readonly NamedReducer[];

/** What `agg` answers: only `count` and `sum` of nothing are numbers, the others are null. */
export type Reduced<R> = R extends 'count' | 'sum'
  ? number
  : R extends NamedReducer
    ? number | null
    : R extends readonly (infer N extends NamedReducer)[]
      ? { readonly [K in N]: Reduced<K> }
      : R extends (values: ArrayLike<number>) => infer T
        ? T
        : never;

/**
 * Reduces numbers, in their order. The mean, least, greatest, variance and standard deviation of nothing are null:
 * there is no such number. Where a value is NaN, so is everything but the count.
 */
export function reduce<const R extends Reducers>(values: ArrayLike<number>, reducer: R): Reduced<R>;
export function reduce(values: ArrayLike<number>, reducer: Reducers): unknown {
  if (typeof reducer === 'function') return reducer(values);
  if (typeof reducer === 'string') return named[reducer](values);
  return Object.fromEntries(reducer.map((name) => [name, named[name](values)]));
}

const named: Readonly<Record<NamedReducer, (values: ArrayLike<number>) => number | null>> = {
  count: ({ length }) => length,
  sum,
  mean: (values) => (values.length === 0 ? null : sum(values) / values.length),
  min(values) {
    if (values.length === 0) return null;
    let least = values[0]!;
    for (let i = 1; i < values.length; i++) least = Math.min(least, values[i]!);
    return least;
  },
  max(values) {
    if (values.length === 0) return null;
    let greatest = values[0]!;
    for (let i = 1; i < values.length; i++) greatest = Math.max(greatest, values[i]!);
    return greatest;
  },
  variance,
  sd(values) {
    const squares = variance(values);
    return squares === null ? null : Math.sqrt(squares);
  },
};

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** In two passes: the squares of what is left after the mean is taken off. */
function variance(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  const mean = sum(values) / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) * (values[i]! - mean);
  return squares / values.length;
}
