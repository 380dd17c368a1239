import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNormal, slabs, windowMatches } from '../../../model/stages/matches.js';
import { makeCycle } from '../support/cycle.js';

const X = [127, 0, 0, 0];
const Y = [0, 127, 0, 0];

/** A window of two nodes (capacity 8), its rows given as [period, whether it points along x]. */
function windowOf(rows: readonly (readonly [number, boolean])[]) {
  const cycle = makeCycle({ agents: 2 });
  const { windowCount, windowPeriod, windowDirection } = cycle.nodes.columns;
  windowCount[1] = rows.length;
  for (const [i, [period, hit]] of rows.entries()) {
    windowPeriod[8 + i] = period;
    windowDirection.set(hit ? X : Y, (8 + i) * 4);
  }
  return windowMatches(cycle, Uint32Array.of(1), Int8Array.from([...X, ...Y]));
}

describe('windowMatches', () => {
  it('counts records, and the periods in which one matches', () => {
    const matches = windowOf([
      [3, true],
      [3, true],
      [3, false],
      [4, false],
      [6, true],
    ]);
    expect([...matches.records]).toEqual([3, 2]);
    expect([...matches.periods]).toEqual([2, 2]);
    expect([...matches.held, ...matches.spans]).toEqual([5, 3]);
  });

  it('takes a period that the ring cuts in two for one', () => {
    const matches = windowOf([
      [5, true],
      [3, false],
      [4, true],
      [4, false],
      [5, true],
      [5, true],
    ]);
    expect([...matches.records]).toEqual([4, 2]);
    expect([...matches.periods]).toEqual([2, 2]);
    expect([...matches.spans]).toEqual([3]);
  });

  it('counts as a naive count does, wherever the ring was cut', () => {
    const rows = fc.array(fc.tuple(fc.nat(4), fc.boolean()), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.nat(7), (list, cut) => {
        const ordered = list.toSorted((a, b) => a[0] - b[0]);
        const at = cut % ordered.length;
        const matches = windowOf([...ordered.slice(at), ...ordered.slice(0, at)]);
        const hits = ordered.filter(([, hit]) => hit);
        expect(matches.records[0]).toBe(hits.length);
        expect(matches.periods[0]).toBe(new Set(hits.map(([period]) => period)).size);
        expect(matches.spans[0]).toBe(new Set(ordered.map(([period]) => period)).size);
      }),
      { numRuns: 50 },
    );
  });

  it('finds nothing in an empty window', () => {
    const matches = windowOf([]);
    expect([...matches.records, ...matches.periods, ...matches.held, ...matches.spans]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(isNormal(matches, 0, 0, 0, 0)).toBe(false);
  });
});

describe('isNormal', () => {
  const matches = (records: number, periods: number) => ({
    records: Uint32Array.of(records),
    periods: Uint32Array.of(periods),
    held: Uint32Array.of(100),
    spans: Uint32Array.of(10),
  });

  it('asks for more than the share of records, in more than the share of periods', () => {
    const normal = (records: number, periods: number) =>
      isNormal(matches(records, periods), 0, 0, 10_000, 400_000);
    expect(normal(2, 5)).toBe(true);
    expect(normal(1, 5)).toBe(false);
    expect(normal(50, 4)).toBe(false);
  });
});

describe('slabs', () => {
  it('are the rows that each node holds in a column of equal spaces', () => {
    const groups = slabs(Uint32Array.of(0, 2), 8, Uint32Array.of(3, 9, 5));
    expect([...groups.starts, ...groups.lengths]).toEqual([0, 16, 3, 5]);
  });
});
