import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { MultiGraph, UndirectedGraph } from 'graphology';
import { bidirectional } from 'graphology-shortest-path/unweighted.js';
import { afterAll, describe, expect, it } from 'vitest';
import {
  DynamicNetwork,
  fillGraph,
  NetworkSpace,
  networkFrom,
  readLinks,
} from '../../../../framework/index.js';
import { random } from '../support.js';

describe('graphology', () => {
  it('takes a network and gives it back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(1_000_000), (n, ppm) => {
        const network = NetworkSpace.random(n, ppm, random());
        const graph = fillGraph(new UndirectedGraph(), network);
        expect(graph.order).toBe(n);
        expect(graph.size).toBe(network.links);
        const back = networkFrom(graph);
        expect(back.network).toEqual(network);
        expect(back.keys).toEqual(Array.from({ length: n }, (_, i) => String(i)));
        expect(fillGraph(new UndirectedGraph(), DynamicNetwork.from(network)).size).toBe(network.links);
      }),
    );
  });

  it('finds paths through it', () => {
    const network = NetworkSpace.smallWorld(10, 2, 0, random());
    expect(bidirectional(fillGraph(new UndirectedGraph(), network), 1, 4)).toEqual(['1', '2', '3', '4']);
  });

  it('gives graphs with names and directions, but none with loops', () => {
    const graph = new MultiGraph();
    for (const key of ['ann', 'bob', 'cy']) graph.addNode(key);
    graph.addDirectedEdge('cy', 'ann');
    const { network, keys } = networkFrom(graph);
    expect(keys).toEqual(['ann', 'bob', 'cy']);
    expect(network.linked(0, 2)).toBe(true);
    graph.addEdge('bob', 'bob');
    expect(() => networkFrom(graph)).toThrow("'bob' is linked to itself");
  });
});

describe('an edge list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'starling-links-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const faultOf = (read: () => unknown): { message: string; place: string } => {
    try {
      read();
    } catch (error) {
      return error as { message: string; place: string };
    }
    throw new Error('nothing was refused');
  };

  it('is read from CSV and from JSON', () => {
    const links = [
      [0, 1],
      [4, 2],
    ];
    expect(readLinks(file('a.csv', 'source,target\n0,1\n\n 4 , 2\n'))).toEqual({ nodes: 5, links });
    expect(readLinks(file('a.csv', 'source,target,weight\n0,1,3\n4,2,1\n'), 7)).toEqual({ nodes: 7, links });
    expect(readLinks(file('a.json', '[[0, 1], [4, 2]]'))).toEqual({ nodes: 5, links });
    expect(readLinks(file('b.json', '[]'))).toEqual({ nodes: 1, links: [] });
  });

  it.each([
    ['a.csv', 'source,target\n0,1\n\n2,x\n', 'got 2, x', ':4'],
    ['a.csv', 'source,target\n0,1\n2,2\n', 'got 2, 2', ':3'],
    ['a.csv', 'source,target\n0,9\n', 'two different nodes of 0 … 3; got 0, 9', ':2'],
    ['a.csv', 'from,to\n0,1\n', 'header source,target', ':1'],
    ['a.csv', 'source,target\n0\n', 'cannot be read', 'a.csv'],
    ['a.json', '[[0, 1], [1]]', 'got 1', ':[1]'],
    ['a.json', '[[0, 1], 5]', 'got 5', ':[1]'],
    ['a.json', '[[0, 1.5]]', 'got 0, 1.5', ':[0]'],
    ['a.json', '{"links": []}', 'it is no list', 'a.json'],
    ['a.json', '[[0, 1]', 'cannot be read', 'a.json'],
  ])('%s with %j is refused, and where is said', (name, text, message, place) => {
    const fault = faultOf(() => readLinks(file(name, text), 4));
    expect(fault.message).toContain(message);
    expect(fault.place.endsWith(place)).toBe(true);
  });

  it('says that any number would do where the number of nodes is not given', () => {
    expect(faultOf(() => readLinks(file('a.json', '[[-1, 2]]'))).message).toContain('nodes of 0, 1, 2, …');
    expect(faultOf(() => readLinks(join(folder, 'none.csv'))).message).toContain('cannot be read');
  });
});
