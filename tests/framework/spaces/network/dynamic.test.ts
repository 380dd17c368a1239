import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DynamicNetwork, NetworkSpace, NodeSpace } from '../../../../framework/index.js';
import { agents, chiSquare, random } from '../support.js';

type Change = readonly [kind: 'node' | 'gone' | 'link' | 'cut', a: number, b: number];
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.tuple(
    fc.constantFrom('node', 'gone', 'link', 'link', 'link', 'cut'),
    fc.nat(9),
    fc.nat(9),
  ) as fc.Arbitrary<Change>,
  { maxLength: 60 },
);

/** Neighbours by node, in the plainest way. */
type Naive = Map<number, Set<number>>;

function change(network: DynamicNetwork, naive: Naive, [kind, a, b]: Change): void {
  const has = (i: number) => naive.has(i);
  if (kind === 'node') {
    const node = network.addNode();
    expect(has(node)).toBe(false);
    naive.set(node, new Set());
  } else if (kind === 'gone') {
    if (!has(a)) expect(() => network.removeNode(a)).toThrow(`There is no node ${a}.`);
    else {
      network.removeNode(a);
      for (const others of naive.values()) others.delete(a);
      naive.delete(a);
    }
  } else if (!has(a) || !has(b)) expect(() => network.addLink(a, b)).toThrow('There is no node');
  else if (kind === 'link' && a === b) expect(() => network.addLink(a, b)).toThrow('two different nodes');
  else {
    const was = naive.get(a)!.has(b);
    expect(kind === 'link' ? network.addLink(a, b) : network.removeLink(a, b)).toBe(was === (kind === 'cut'));
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      if (kind === 'link') naive.get(from)!.add(to);
      else naive.get(from)!.delete(to);
  }
}

function expectAlike(network: DynamicNetwork, naive: Naive): void {
  const nodes = [...naive.keys()].sort((a, b) => a - b);
  expect(Array.from(network.nodes)).toEqual(nodes);
  expect(network.nodeCount).toBe(nodes.length);
  expect(network.links).toBe([...naive.values()].reduce((sum, { size }) => sum + size, 0) / 2);
  for (const i of nodes) {
    expect(network.hasNode(i)).toBe(true);
    expect(network.neighbours(i)).toEqual([...naive.get(i)!].sort((a, b) => a - b));
    expect(network.degree(i)).toBe(naive.get(i)!.size);
    expect(nodes.filter((j) => network.linked(i, j))).toEqual(network.neighbours(i));
  }
}

/** Nodes within so many links, one link at a time. */
function reach(naive: Naive, from: number, radius: number): number[] {
  let reached = new Set([from]);
  for (let links = 0; links < radius; links++)
    reached = new Set([...reached, ...[...reached].flatMap((i) => [...naive.get(i)!])]);
  return [...reached].sort((a, b) => a - b);
}

describe('a network that changes', () => {
  it('is what sets of neighbours say; a space on it follows; saved and restored both go on alike', () => {
    fc.assert(
      fc.property(
        fc.nat(6),
        changes,
        changes,
        fc.nat(3),
        fc.boolean(),
        (nodes, before, after, radius, first) => {
          const network = new DynamicNetwork(nodes);
          const space = new NodeSpace(network, { capacity: 2 });
          const naive: Naive = new Map(Array.from({ length: nodes }, (_, i) => [i, new Set()]));
          const check = (of: DynamicNetwork, on: NodeSpace) => {
            expectAlike(of, naive);
            expect(Array.from(on.empties)).toEqual(Array.from(of.nodes));
            for (const node of of.nodes) {
              const reached = reach(naive, node, radius);
              expect(Array.from(on.cellsWithin(node, radius, true))).toEqual(reached);
              expect(Array.from(on.cellsWithin(node, radius))).toEqual(reached.filter((i) => i !== node));
            }
          };
          for (const each of before) {
            change(network, naive, each);
            check(network, space);
          }
          const twin = new DynamicNetwork(3);
          const twinSpace = new NodeSpace(twin, { capacity: 2 });
          twinSpace.place(0, 1);
          if (first) twin.restore(structuredClone(network.save()));
          twinSpace.restore(structuredClone(space.save()), () => undefined);
          if (!first) twin.restore(structuredClone(network.save()));
          check(twin, twinSpace);
          for (const each of after) {
            const copy: Naive = new Map([...naive].map(([i, others]) => [i, new Set(others)]));
            change(twin, copy, each);
            change(network, naive, each);
            check(twin, twinSpace);
            expect(twin.randomNode(random())).toBe(network.randomNode(random()));
            expect(twinSpace.randomEmpty(random())).toBe(space.randomEmpty(random()));
          }
          expect(twin.save()).toEqual(network.save());
          expect(twinSpace.save()).toEqual(space.save());
        },
      ),
    );
  });

  it('begins as a fixed one and becomes one', () => {
    const fixed = NetworkSpace.smallWorld(20, 4, 200_000, random());
    const network = DynamicNetwork.from(fixed);
    expect(network.toNetwork()).toEqual(fixed);
    network.removeNode(3);
    expect(() => network.toNetwork()).toThrow('19 of the numbers below 20 are nodes');
  });

  it('draws nodes uniformly from those that are there', () => {
    const network = new DynamicNetwork(12);
    for (const i of [3, 0, 11]) network.removeNode(i);
    network.addNode();
    const space = new NodeSpace(network);
    const cursor = random(2);
    const counts = new Array<number>(12).fill(0);
    for (let k = 0; k < 5000; k++) counts[space.randomPlace(cursor)]!++;
    expect([counts[0], counts[3]]).toEqual([0, 0]);
    // 9 degrees of freedom; 27.9 is passed once in a thousand.
    expect(chiSquare(Array.from(network.nodes, (node) => counts[node]!))).toBeLessThan(27.9);
  });

  it('comes back with the space on it, which rows need nobody to find', () => {
    const make = () => new NodeSpace(new DynamicNetwork(2));
    const space = make();
    const network = space.network as DynamicNetwork;
    network.addLink(network.addNode(), 0);
    network.removeNode(1);
    space.place(4, 2);
    space.place(9, 2);
    space.place(3, 0);
    const twin = make();
    twin.restore(structuredClone(space.save()), () => undefined);
    expect(twin.at(2)).toEqual([4, 9]);
    expect(twin.neighbours(3)).toEqual([4, 9]);
    expect((twin.network as DynamicNetwork).addNode()).toBe(1);
  });

  it('keeps a node on which someone is', () => {
    const network = new DynamicNetwork(2);
    const space = new NodeSpace(network);
    network.addLink(0, 1);
    space.place(7, 1);
    expect(() => network.removeNode(1)).toThrow('The node 1 cannot go: 1 are on it.');
    expect(network.linked(0, 1)).toBe(true);
    space.remove(7);
    network.removeNode(1);
    expect(() => space.place(7, 1)).toThrow('There is no node 1.');
    expect(Array.from(space.empties)).toEqual([0]);
    network.removeNode(0);
    expect(() => space.randomPlace(random())).toThrow('The network has no nodes.');
    expect(space.randomEmpty(random())).toBeUndefined();
  });
});

describe('items on the nodes of a fixed network', () => {
  it('are several on a node, and neighbours over links', () => {
    const space = new NodeSpace<ReturnType<typeof agents>[number]>(
      NetworkSpace.fromEdges(5, [
        [0, 1],
        [1, 2],
        [2, 3],
      ]),
    );
    const [a, b, c, d, e] = agents(5) as [never, never, never, never, never];
    for (const [item, node] of [
      [a, 1],
      [b, 1],
      [c, 0],
      [d, 3],
      [e, 4],
    ] as const)
      space.place(item, node);
    expect(space.at(1)).toEqual([a, b]);
    expect(space.neighbours(a)).toEqual([c, b]);
    expect(space.neighbours(a, 2)).toEqual([c, b, d]);
    expect(space.neighbours(e, 9)).toEqual([]);
    expect(Array.from(space.empties)).toEqual([2]);
    expect(() => space.hood(0.5)).toThrow('whole number of links');
    expect(space.randomPlace(random())).toBeLessThan(5);
  });

  it('fill the complete network, which is kept implicit', () => {
    const space = new NodeSpace(NetworkSpace.full(6), { capacity: 1 });
    for (let i = 0; i < 6; i++) space.place(i, 5 - i);
    expect(space.neighbours(2)).toEqual([5, 4, 3, 1, 0]);
    expect(() => space.place(6, 0)).toThrow('does not fit');
  });
});

it('a node that one of several spaces keeps stays in all of them', () => {
  const network = new DynamicNetwork(3);
  const [first, second] = [new NodeSpace(network), new NodeSpace(network)];
  second.place(0, 1);
  expect(() => network.removeNode(1)).toThrow('The node 1 cannot go: 1 are on it.');
  expect([first, second].map((space) => [...space.empties])).toEqual([
    [0, 1, 2],
    [0, 2],
  ]);
  second.move(0, 2);
  network.removeNode(1);
  expect([first, second].map((space) => [...space.empties])).toEqual([[0, 2], [0]]);
});
