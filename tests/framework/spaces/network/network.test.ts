import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NetworkSpace, OFFLINE, RandomStreams } from '../../../../framework/index.js';

const random = (seed = 1) => new RandomStreams(seed).stream('network').cursor(0, 0);

/** Every link once, as text, from the neighbours of each node. */
function linksOf(network: NetworkSpace): string[] {
  const links: string[] = [];
  for (let i = 0; i < network.size; i++)
    for (const j of network.neighbours(i)) if (i < j) links.push(`${i}-${j}`);
  return links;
}

/** Holds for any simple undirected network: all ways to ask agree. */
function expectConsistent(network: NetworkSpace): void {
  const nodes = Array.from({ length: network.size }, (_, i) => i);
  const lists = nodes.map((i) => Array.from(network.neighbours(i)));
  const linked = nodes.map((a) => nodes.filter((b) => network.linked(a, b)));
  expect(lists).toEqual(linked);
  expect(nodes.map((b) => nodes.filter((a) => network.linked(a, b)))).toEqual(linked);
  expect(nodes.filter((i) => network.linked(i, i))).toEqual([]);
  expect(nodes.map((i) => network.degree(i))).toEqual(lists.map(({ length }) => length));
  expect(lists.map((list, i) => list.map((_, j) => network.neighbour(i, j)))).toEqual(lists);
  expect(lists.flat()).toHaveLength(2 * network.links);
}

const sizes = fc.integer({ min: 1, max: 24 });

describe('generators', () => {
  it('full: everyone with everyone, nothing materialised', () => {
    fc.assert(
      fc.property(sizes, (n) => {
        const network = NetworkSpace.full(n);
        expectConsistent(network);
        expect(network.links).toBe((n * (n - 1)) / 2);
        expect(network.targets).toHaveLength(0);
      }),
    );
  });

  it('small world: n · k / 2 links whatever is rewired; none rewired is the ring', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 24 }),
        fc.nat(10),
        fc.nat(1_000_000),
        fc.nat(),
        (n, half, ppm, seed) => {
          const k = 2 * Math.max(1, Math.min(half, Math.floor((n - 1) / 2)));
          const network = NetworkSpace.smallWorld(n, k, ppm, random(seed));
          expectConsistent(network);
          expect(network.links).toBe((n * k) / 2);
        },
      ),
    );
    const ring = NetworkSpace.smallWorld(8, 4, 0, random());
    expect(Array.from(ring.neighbours(0))).toEqual([1, 2, 6, 7]);
  });

  it('small world: about as many links move as asked', () => {
    const ring = new Set(linksOf(NetworkSpace.smallWorld(2000, 6, 0, random())));
    const moved = linksOf(NetworkSpace.smallWorld(2000, 6, 100_000, random())).filter(
      (link) => !ring.has(link),
    );
    // 6000 links at 10 %: 600 ± 4 standard deviations.
    expect(Math.abs(moved.length - 600)).toBeLessThan(93);
  });

  it('scale free: a star, then m links a node; the oldest become hubs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 24 }), fc.nat(8), fc.nat(), (n, wish, seed) => {
        const m = 1 + (wish % (n - 1));
        const network = NetworkSpace.scaleFree(n, m, random(seed));
        expectConsistent(network);
        expect(network.links).toBe(m + (n - m - 1) * m);
        expect(new Set(network.components()).size).toBe(1);
      }),
    );
    const network = NetworkSpace.scaleFree(3000, 2, random());
    const degrees = Array.from({ length: 3000 }, (_, i) => network.degree(i));
    // A random network of this density has hardly anyone above 14; here the greatest is of the order of √3000 · 2.
    expect(Math.max(...degrees)).toBeGreaterThan(40);
    expect(degrees.filter((degree) => degree === 2).length).toBeGreaterThan(1200);
  });

  it('k-regular: everyone has k links, sparse or dense', () => {
    fc.assert(
      fc.property(sizes, fc.nat(23), fc.nat(), (n, wish, seed) => {
        const k = wish % n;
        fc.pre((n * k) % 2 === 0);
        const network = NetworkSpace.kRegular(n, k, random(seed));
        expectConsistent(network);
        for (let i = 0; i < n; i++) expect(network.degree(i)).toBe(k);
      }),
      { numRuns: 300 },
    );
  });

  it('from edges: in any direction, once', () => {
    const network = NetworkSpace.fromEdges(4, [
      [2, 0],
      [0, 2],
      [2, 3],
    ]);
    expectConsistent(network);
    expect(linksOf(network)).toEqual(['0-2', '2-3']);
  });

  it('give the same network for the same seed, another for another', () => {
    for (const make of [
      (seed: number) => NetworkSpace.smallWorld(50, 4, 300_000, random(seed)),
      (seed: number) => NetworkSpace.scaleFree(50, 2, random(seed)),
      (seed: number) => NetworkSpace.kRegular(50, 3, random(seed)),
    ]) {
      expect(linksOf(make(1))).toEqual(linksOf(make(1)));
      expect(linksOf(make(1))).not.toEqual(linksOf(make(2)));
    }
  });

  it.each([
    [() => NetworkSpace.full(0), /at least one node/],
    [() => NetworkSpace.smallWorld(10, 3, 0, random()), /even k/],
    [() => NetworkSpace.smallWorld(4, 4, 0, random()), /even k/],
    [() => NetworkSpace.smallWorld(10, 4, 1_000_001, random()), /ppm/],
    [() => NetworkSpace.scaleFree(3, 3, random()), /m of 1/],
    [() => NetworkSpace.kRegular(5, 3, random()), /even/],
    [() => NetworkSpace.kRegular(4, 4, random()), /k of 0/],
    [() => NetworkSpace.fromEdges(2, [[0, 2]]), /two different nodes/],
    [() => NetworkSpace.fromEdges(2, [[1, 1]]), /two different nodes/],
  ])('refuse what cannot be made (%#)', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('components', () => {
  /** The definition itself: a breadth-first search from each node in turn. */
  function naive(
    network: NetworkSpace,
    isUp: (i: number) => boolean,
    isCut: (a: number, b: number) => boolean,
  ): number[] {
    const found = new Array<number>(network.size).fill(OFFLINE);
    for (let root = 0; root < network.size; root++) {
      if (!isUp(root) || found[root] !== OFFLINE) continue;
      const queue = [root];
      found[root] = root;
      for (let at = 0; at < queue.length; at++)
        for (let to = 0; to < network.size; to++)
          if (network.linked(queue[at]!, to) && isUp(to) && !isCut(queue[at]!, to) && found[to] === OFFLINE) {
            found[to] = root;
            queue.push(to);
          }
    }
    return found;
  }

  it('are those of a plain breadth-first search, in sparse and in complete networks', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.tuple(fc.nat(23), fc.nat(23))),
        fc.boolean(),
        fc.nat(),
        (n, pairs, full, salt) => {
          const edges = pairs.filter(([a, b]) => a < n && b < n && a !== b);
          const network = full ? NetworkSpace.full(n) : NetworkSpace.fromEdges(n, edges);
          const stream = new RandomStreams(salt).stream('cuts');
          const isUp = (i: number) => stream.chance(800_000, i, 0, 0);
          const isCut = (a: number, b: number) =>
            stream.chance(full ? 800_000 : 300_000, Math.min(a, b), Math.max(a, b), 1);
          expect(Array.from(network.components(isUp, isCut))).toEqual(naive(network, isUp, isCut));
          expect(Array.from(network.components())).toEqual(
            naive(
              network,
              () => true,
              () => false,
            ),
          );
        },
      ),
    );
  });

  it('are two where a complete network is cut in two, and nothing where nobody is up', () => {
    const network = NetworkSpace.full(6);
    const side = (i: number) => i % 2;
    expect(
      Array.from(
        network.components(
          () => true,
          (a, b) => side(a) !== side(b),
        ),
      ),
    ).toEqual([0, 1, 0, 1, 0, 1]);
    expect(Array.from(network.components(() => false))).toEqual(new Array(6).fill(OFFLINE));
  });
});
