import type { Bins, ModelRows } from './rows.js';

/** What a curve shows of the rows of a bin: an expression over them. */
export interface CurveOf {
  readonly name: string;
  /** SQL over the columns of the table, an aggregate. */
  readonly expression: string;
}

/** Curves by group of designs. */
export interface Curves {
  readonly bins: Bins;
  /** [groups] for each curve and bin, the value by replication; null where there is none. */
  at(curve: number, group: number, bin: number): readonly (number | null)[];
}

/**
 * Reads curves: within a bin an aggregate of each run's rows; for a group, by replication, the mean over its designs. What is
 * held in memory grows with groups, bins and replications, and not with the runs.
 *
 * @param members design and replication of the runs, by key; a run may be several
 * @param groups the groups of a design
 */
export async function readCurves(
  rows: ModelRows,
  curves: readonly CurveOf[],
  most: number,
  given: {
    readonly replications: number;
    readonly groups: number;
    readonly members: ReadonlyMap<
      string,
      readonly { readonly design: number; readonly replication: number }[]
    >;
    readonly groupsOf: (design: number) => readonly number[];
  },
): Promise<Curves> {
  const { replications, groups, members, groupsOf } = given;
  const bins = await rows.bins(most);
  const size = curves.length * groups * bins.count * replications;
  const sums = new Float64Array(size);
  const counts = new Uint32Array(size);
  const place = (curve: number, group: number, bin: number): number =>
    ((curve * groups + group) * bins.count + bin) * replications;
  const expressions = curves.map(({ expression }) => expression);
  for await (const { key, bin, values } of rows.binned(expressions, bins))
    for (const { design, replication } of members.get(key) ?? [])
      for (const group of groupsOf(design))
        for (let curve = 0; curve < curves.length; curve++) {
          const value = values[curve]!;
          if (value === null || !Number.isFinite(value)) continue;
          const at = place(curve, group, bin) + replication;
          sums[at]! += value;
          counts[at]!++;
        }
  return {
    bins,
    at: (curve, group, bin) =>
      Array.from({ length: replications }, (_, replication) => {
        const at = place(curve, group, bin) + replication;
        return counts[at] === 0 ? null : sums[at]! / counts[at]!;
      }),
  };
}
