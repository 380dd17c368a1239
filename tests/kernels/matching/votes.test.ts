import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CastVotes, reference, Vote } from '../../../kernels/index.js';
import { castVotes as jobs } from '../jobs/matching.js';

const isMatch = (job: CastVotes, rows: Int8Array, row: number, p: number): boolean => {
  let dot = 0;
  for (let f = 0; f < job.features; f++)
    dot += rows[row * job.features + f]! * job.signatures[p * job.features + f]!;
  return dot >= job.bound;
};

const rowsOf = (groups: CastVotes['windows']['groups'], n: number): number[] =>
  Array.from({ length: groups.lengths[n]! }, (_, i) => groups.starts[n]! + i);

/** More than a share, in parts per million: compared without a division. */
const isMore = (count: number, share: number, of: number) => BigInt(count) * 1_000_000n > shareOf(share, of);
const shareOf = (share: number, of: number) => ((BigInt(share) * BigInt(of)) / 1_000_000n) * 1_000_000n;

/** A vote by sets of periods, whatever the order of the rows. */
function voteOf(job: CastVotes, p: number, n: number): number {
  const { windows, suspects, tolerated, persistence, prior } = job;
  const says = prior[p * windows.groups.slots.length + n]!;
  if (says === Vote.unreached) return Vote.unreached;
  const rows = rowsOf(windows.groups, n);
  const found = rows.filter((row) => windows.gate?.[row] !== 0 && isMatch(job, windows.rows, row, p));
  const periods = (list: number[]) => new Set(list.map((row) => windows.periods[row])).size;
  if (isMore(found.length, tolerated, rows.length) && isMore(periods(found), persistence, periods(rows)))
    return Vote.reject;
  const isSuspect =
    suspects !== undefined && rowsOf(suspects.groups, n).some((row) => isMatch(job, suspects.rows, row, p));
  return says === Vote.confirm || isSuspect ? Vote.confirm : Vote.abstain;
}

/** One node and one proposal, which rows with 1 match. */
function vote(
  matches: readonly number[],
  periods: readonly number[],
  change: Partial<CastVotes> = {},
): number {
  const groups = {
    slots: Uint32Array.of(0),
    starts: Uint32Array.of(0),
    lengths: Uint32Array.of(matches.length),
  };
  const out = Uint8Array.of(9);
  reference.castVotes({
    features: 1,
    signatures: Int8Array.of(127),
    bound: 1,
    windows: { rows: Int8Array.from(matches), groups, periods: Uint32Array.from(periods) },
    tolerated: 0,
    persistence: 0,
    prior: Uint8Array.of(Vote.abstain),
    out,
    ...change,
  });
  return out[0]!;
}

const suspectsOf = (...values: number[]) => ({
  rows: Int8Array.from(values),
  groups: { slots: Uint32Array.of(0), starts: Uint32Array.of(0), lengths: Uint32Array.of(values.length) },
});

describe('castVotes', () => {
  it('is what sets of periods say', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        reference.castVotes(job);
        const nodes = job.windows.groups.slots.length;
        const expected = job.out.map((_, i) => voteOf(job, Math.floor(i / nodes), i % nodes));
        expect(job.out).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('rejects what matches more than the tolerated share of a window, not what meets it', () => {
    const periods = [0, 1, 2, 3, 4];
    expect(vote([1, 1, 0, 0, 0], periods, { tolerated: 400_000 })).toBe(Vote.abstain);
    expect(vote([1, 1, 0, 0, 0], periods, { tolerated: 399_999 })).toBe(Vote.reject);
    expect(vote([1, 1, 1, 0, 0], periods, { tolerated: 400_000 })).toBe(Vote.reject);
    expect(vote([1, 1, 1, 1, 1], periods, { tolerated: 1_000_000 })).toBe(Vote.abstain);
  });

  it('rejects what recurs in more than a share of the periods, not what meets it', () => {
    const periods = [0, 0, 1, 1, 2, 3];
    expect(vote([1, 1, 1, 0, 0, 0], periods, { persistence: 500_000 })).toBe(Vote.abstain);
    expect(vote([1, 1, 1, 0, 0, 0], periods, { persistence: 499_999 })).toBe(Vote.reject);
    expect(vote([1, 0, 1, 0, 1, 0], periods, { persistence: 500_000 })).toBe(Vote.reject);
  });

  it('counts a period that the ring cuts in two once, among those found and those spanned', () => {
    const cut = [4, 2, 3, 4];
    expect(vote([1, 0, 0, 1], cut, { persistence: 333_333 })).toBe(Vote.reject);
    expect(vote([1, 0, 0, 1], cut, { persistence: 333_334 })).toBe(Vote.abstain);
    // In the later part only, then in the earlier part only.
    expect(vote([0, 0, 0, 1], cut, { persistence: 333_333 })).toBe(Vote.reject);
    expect(vote([1, 1, 0, 0], cut, { persistence: 666_667 })).toBe(Vote.abstain);
    // All rows of one period are one run, which nothing cuts.
    expect(vote([1, 1], [4, 4], { persistence: 999_999 })).toBe(Vote.reject);
  });

  it('keeps what was said before it looked, unless that is normal traffic', () => {
    const confirm = { prior: Uint8Array.of(Vote.confirm) };
    expect(vote([0, 0], [0, 1], confirm)).toBe(Vote.confirm);
    expect(vote([1, 0], [0, 1], confirm)).toBe(Vote.reject);
    const unreached = { prior: Uint8Array.of(Vote.unreached), suspects: suspectsOf(1) };
    expect(vote([1, 1], [0, 1], unreached)).toBe(Vote.unreached);
  });

  it('confirms what a suspect matches, gates windows only, and abstains with nothing to look at', () => {
    expect(vote([0, 0], [0, 1], { suspects: suspectsOf(-1, 1) })).toBe(Vote.confirm);
    expect(vote([0, 0], [0, 1], { suspects: suspectsOf(-1, 0) })).toBe(Vote.abstain);
    expect(vote([], [])).toBe(Vote.abstain);
    const { groups } = suspectsOf(1, 1);
    const windows = {
      rows: Int8Array.of(1, 1),
      groups,
      periods: Uint32Array.of(0, 1),
      gate: new Uint8Array(2),
    };
    expect(vote([1, 1], [0, 1], { windows })).toBe(Vote.abstain);
  });

  it('refuses a bound that the zero vector would reach', () => {
    expect(() => vote([1], [0], { bound: 0 })).toThrow(RangeError);
  });
});
