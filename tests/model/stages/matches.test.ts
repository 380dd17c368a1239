import { describe, expect, it } from 'vitest';
import { Vote } from '../../../kernels/index.js';
import { ask, slabs } from '../../../model/stages/matches.js';
import { makeCycle } from '../support/cycle.js';

const X = [127, 0, 0, 0];
const Y = [0, 127, 0, 0];

/** Node 1 of two, its window of capacity 8 given as [period, whether the row points along x]; asked of x and of y. */
async function askOf(
  rows: readonly (readonly [number, boolean])[],
  { tolerated = 10_000, persistence = 400_000 } = {},
  remembered?: readonly number[],
) {
  const cycle = await makeCycle({ agents: 2 });
  const { windowCount, windowPeriod, windowDirection, suspectCount, suspectDirection } = cycle.nodes.columns;
  windowCount[1] = rows.length;
  for (const [i, [period, hit]] of rows.entries()) {
    windowPeriod[8 + i] = period;
    windowDirection.set(hit ? X : Y, (8 + i) * 4);
  }
  if (remembered !== undefined) {
    suspectCount[1] = 1;
    suspectDirection.set(remembered, 4 * 4);
  }
  const signatures = Int8Array.from([...X, ...Y]);
  return [
    ...(await ask(cycle, { nodes: Uint32Array.of(1), signatures, tolerated, persistence, suspects: true })),
  ];
}

describe('ask', () => {
  it('rejects what matches more than the share of records, in more than the share of periods', async () => {
    const rows = [
      [3, true],
      [3, true],
      [3, false],
      [4, false],
      [6, true],
    ] as const;
    expect(await askOf(rows)).toEqual([Vote.reject, Vote.reject]);
    expect(await askOf(rows, { tolerated: 400_000 })).toEqual([Vote.reject, Vote.abstain]);
    expect(await askOf(rows, { persistence: 666_667 })).toEqual([Vote.abstain, Vote.abstain]);
  });

  it('takes a period that the ring cuts in two for one', async () => {
    const rows = [
      [5, true],
      [3, false],
      [4, false],
      [5, true],
    ] as const;
    expect(await askOf(rows, { persistence: 333_333 })).toEqual([Vote.reject, Vote.reject]);
    expect(await askOf(rows, { persistence: 333_334 })).toEqual([Vote.abstain, Vote.reject]);
  });

  it('confirms what a suspect matches, unless it is normal', async () => {
    expect(await askOf([[3, false]], {}, X)).toEqual([Vote.confirm, Vote.reject]);
    expect(await askOf([], {}, Y)).toEqual([Vote.abstain, Vote.confirm]);
    expect(await askOf([])).toEqual([Vote.abstain, Vote.abstain]);
  });
});

describe('slabs', () => {
  it('are the rows that each node holds in a column of equal spaces', async () => {
    const groups = slabs(Uint32Array.of(0, 2), 8, Uint32Array.of(3, 9, 5));
    expect([...groups.starts, ...groups.lengths]).toEqual([0, 16, 3, 5]);
  });
});
