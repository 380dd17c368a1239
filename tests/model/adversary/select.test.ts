import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../framework/random/index.js';
import { selectNodes } from '../../../model/adversary/index.js';

const cursor = (seed = 1) => new RandomStreams(seed).stream('selection').cursor(0, 0);

describe('selectNodes', () => {
  it('draws exactly the rounded-up share, ascending, each node once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        (parts, nodes, seed) => {
          const chosen = selectNodes(parts / 1_000_000, nodes, cursor(seed));
          expect(BigInt(chosen.length)).toBe((BigInt(parts) * BigInt(nodes) + 999_999n) / 1_000_000n);
          expect([...chosen]).toEqual([...new Set(chosen)].sort((a, b) => a - b));
          expect(chosen.every((node) => node < nodes)).toBe(true);
        },
      ),
    );
  });

  it('is exact where binary fractions are not: 7 % of 100 are 7, 30 % of 1,000,000 are 300,000', () => {
    expect(selectNodes(0.07, 100, cursor())).toHaveLength(7);
    expect(selectNodes(0.3, 1_000_000, cursor())).toHaveLength(300_000);
    expect(selectNodes(0, 10, cursor())).toHaveLength(0);
    expect(selectNodes(1, 10, cursor())).toHaveLength(10);
  });

  it('repeats for a seed and differs between seeds', () => {
    expect(selectNodes(0.3, 100, cursor(1))).toEqual(selectNodes(0.3, 100, cursor(1)));
    expect(selectNodes(0.3, 100, cursor(1))).not.toEqual(selectNodes(0.3, 100, cursor(2)));
  });

  it('draws every node about as often', () => {
    // 2,000 draws of 3 in 10: 600 each, sd 20.5; five sd on each side, and the seeds are fixed.
    const times = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed += 1)
      for (const node of selectNodes(0.3, 10, cursor(seed))) times[node]! += 1;
    for (const count of times) expect(Math.abs(count - 600)).toBeLessThan(103);
  });

  it('draws among the candidates', () => {
    const among = Uint32Array.of(3, 5, 8, 9);
    expect([...selectNodes(0.4, 10, cursor(), among)]).toEqual([3, 5, 8, 9]);
    expect(() => selectNodes(0.5, 10, cursor(), among)).toThrow(/is 5, but only 4 are left/);
  });

  it('takes listed nodes as they are and refuses those that do not exist', () => {
    expect([...selectNodes([7, 2, 7], 8, cursor())]).toEqual([2, 7]);
    expect(() => selectNodes([2, 8], 8, cursor())).toThrow('Node 8 does not exist: the nodes are 0 to 7.');
  });
});
