import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitDirection } from '../../../kernels/directions.js';
import { type GroupSignatures, reference } from '../../../kernels/index.js';
import { groupSignatures as jobs } from '../jobs/matching.js';

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, f) => sum + x * b[f]!, 0);

/** Clusters of a list of rows: each joins the first cluster whose first member it is similar to. */
function clustersOf(rows: readonly (readonly number[])[], bound: number): number[][] {
  const clusters: number[][] = [];
  rows.forEach((row, i) => {
    const like = clusters.find(([leader]) => dot(rows[leader!]!, row) >= bound);
    if (like) like.push(i);
    else clusters.push([i]);
  });
  return clusters;
}

function expectedOf(job: GroupSignatures) {
  const { rows, features, pathSums, order, groups, bound, least } = job;
  const [counts, paths, directions] = [job.counts.slice(), job.paths.slice(), job.directions.slice()];
  groups.slots.forEach((_, g) => {
    const first = groups.starts[g]!;
    const of = [...order.subarray(first, first + groups.lengths[g]!)];
    counts.fill(0, first, first + of.length);
    paths.fill(0, first, first + of.length);
    directions.fill(0, first * features, (first + of.length) * features);
    const list = of.map((row) => [...rows.subarray(row * features, (row + 1) * features)]);
    for (const members of clustersOf(list, bound)) {
      const sum = Int32Array.from({ length: features }, (_, f) =>
        members.reduce((total, i) => total + list[i]![f]!, 0),
      );
      if (members.length < least || sum.every((x) => x === 0)) continue;
      const at = first + members[0]!;
      const total = members.reduce((path, i) => path + BigInt(pathSums[of[i]!]!), 0n);
      counts[at] = members.length;
      paths[at] = Number(total / BigInt(members.length));
      directions.set(unitDirection(sum), at * features);
    }
  });
  return { counts, paths, directions };
}

/** One group of rows of two features, in their order. */
function sign(rows: readonly (readonly [number, number])[], pathSums: readonly number[], least = 2) {
  const places = rows.length;
  const job = {
    rows: Int8Array.from(rows.flat()),
    features: 2,
    pathSums: Uint32Array.from(pathSums),
    order: Uint32Array.from(rows, (_, i) => i),
    groups: { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(places) },
    bound: 8000,
    least,
    counts: new Uint32Array(places).fill(9),
    paths: new Uint32Array(places).fill(9),
    directions: new Int8Array(2 * places).fill(9),
  };
  reference.groupSignatures(job);
  return { counts: [...job.counts], paths: [...job.paths], directions: [...job.directions] };
}

describe('groupSignatures', () => {
  it('is what clustering by leaders says, and writes to no other place', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const expected = expectedOf(job);
        reference.groupSignatures(job);
        expect({ counts: job.counts, paths: job.paths, directions: job.directions }).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('puts a signature where its leader stands: the direction of its members’ sum', () => {
    const found = sign(
      [
        [127, 0],
        [0, 127],
        [90, 90],
        [0, 127],
      ],
      [1, 2, 3, 4],
    );
    expect(found.counts).toEqual([2, 2, 0, 0]);
    expect(found.directions).toEqual([117, 49, 0, 127, 0, 0, 0, 0]);
  });

  it('leaves out groups of too few', () => {
    const rows = [
      [127, 0],
      [127, 0],
      [0, 127],
    ] as const;
    expect(sign(rows, [1, 1, 1]).counts).toEqual([2, 0, 0]);
    expect(sign(rows, [1, 1, 1], 3)).toEqual({
      counts: [0, 0, 0],
      paths: [0, 0, 0],
      directions: [0, 0, 0, 0, 0, 0],
    });
    expect(sign(rows, [1, 1, 1], 1).counts).toEqual([2, 0, 1]);
  });

  it('leaves out a sum that has no direction', () => {
    expect(sign([[0, 0]], [5], 1)).toEqual({ counts: [0], paths: [0], directions: [0, 0] });
  });

  it('rounds the mean path sum down', () => {
    const alike = [
      [127, 0],
      [127, 0],
      [127, 0],
    ] as const;
    expect(sign(alike, [10, 10, 12]).paths).toEqual([10, 0, 0]);
    expect(sign(alike, [0xffffffff, 0xffffffff, 0xfffffffe]).paths).toEqual([0xfffffffe, 0, 0]);
  });
});
