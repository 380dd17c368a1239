import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NetworkSpace } from '../../../../framework/index.js';
import { chiSquare, random } from '../support.js';

it('G(n, m) has m links, for every m that there can be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(1_000_000), fc.nat(), (n, share, seed) => {
      const links = Math.round((share / 1_000_000) * ((n * (n - 1)) / 2));
      const network = NetworkSpace.randomLinks(n, links, random(seed));
      expect(network.links).toBe(links);
      expect(network.targets).toHaveLength(2 * links);
    }),
  );
});

it('G(n, m) draws every set of links as often', () => {
  // 4 nodes have 6 pairs: 15 sets of two, and 15 of four.
  for (const [links, sets] of [
    [2, 15],
    [4, 15],
    [5, 6],
  ] as const) {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed++) {
      const { offsets, targets } = NetworkSpace.randomLinks(4, links, random(seed));
      const name = `${offsets.join()}|${targets.join()}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(sets);
    // 14 degrees of freedom at most; 36.1 is passed once in a thousand.
    expect(chiSquare([...counts.values()])).toBeLessThan(36.1);
  }
});

it('G(n, p) links each pair with the given chance', () => {
  let links = 0;
  for (let seed = 0; seed < 200; seed++) links += NetworkSpace.random(20, 300_000, random(seed)).links;
  // 38 000 pairs: 11 400 ± 89.
  expect(Math.abs(links - 11_400)).toBeLessThan(3.3 * 89);
  expect(NetworkSpace.random(9, 0, random()).links).toBe(0);
  expect(NetworkSpace.random(9, 1_000_000, random()).links).toBe(36);
});

it('what cannot be is refused', () => {
  expect(() => NetworkSpace.randomLinks(4, 7, random())).toThrow('4 nodes have 0 … 6 links; got 7');
  expect(() => NetworkSpace.random(4, 1_000_001, random())).toThrow('0 … 1 000 000 ppm');
});
