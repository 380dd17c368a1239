import { describe, expect, it } from 'vitest';
import { NetworkSpace, RandomStreams } from '../../../framework/index.js';
import { OFFLINE, Outages, Partitions, Reachability } from '../../../model/faults/index.js';
import { Component } from '../../../model/faults/reachability.js';
import { securityParameters } from '../../../model/index.js';

const random = new RandomStreams(1);
const faults = (given: object) => securityParameters.parse({ faults: given }).faults;

describe('Outages', () => {
  const outages = (...list: { nodes: number[] | number; start: number; steps: number }[]) =>
    new Outages(faults({ outages: list }).outages, 5, random);

  it('overlap: a node is up when none of its outages holds', () => {
    const twice = outages({ nodes: [1, 2], start: 2, steps: 3 }, { nodes: [2], start: 4, steps: 3 });
    expect([1, 2, 4, 5, 6, 7].map((step) => twice.online(step).join(''))).toEqual([
      '11111',
      '10011',
      '10011',
      '11011',
      '11011',
      '11111',
    ]);
    expect([1, 2, 3, 4, 5, 6, 7, 8].filter((step) => twice.changesAt(step))).toEqual([2, 4, 5, 7]);
  });

  it('begin at step 0, and may take everyone', () => {
    expect([...outages({ nodes: 1, start: 0, steps: 1 }).online(0)]).toEqual([0, 0, 0, 0, 0]);
  });

  it('refuse a node that does not exist', () => {
    expect(() => outages({ nodes: [5], start: 0, steps: 1 })).toThrow('Node 5 does not exist');
  });
});

describe('Partitions', () => {
  const partitions = (nodes: number, ...list: object[]) =>
    new Partitions(faults({ partitions: list }).partitions, nodes);

  it('cut links between equal parts, by runs of indices', () => {
    const cuts = partitions(5, { start: 1, steps: 2, parts: 2 }).cuts(1);
    expect([0, 1, 2, 3, 4].map((node) => cuts(0, node))).toEqual([false, false, false, true, true]);
  });

  it('hold from their first step to the one before they heal', () => {
    const once = partitions(4, { start: 1, steps: 2, parts: 2 });
    expect([0, 1, 2, 3].map((step) => once.cuts(step)(0, 3))).toEqual([false, true, true, false]);
    expect([0, 1, 2, 3].map((step) => once.changesAt(step))).toEqual([false, true, false, true]);
  });

  it('put nodes that no part names into one more', () => {
    const cuts = partitions(5, { start: 0, steps: 1, parts: [[0], [1, 2]] }).cuts(0);
    expect(cuts(1, 2)).toBe(false);
    expect(cuts(3, 4)).toBe(false);
    expect(cuts(0, 1) && cuts(0, 3) && cuts(1, 3)).toBe(true);
  });

  it('tell more than 255 parts apart', () => {
    const parts = Array.from({ length: 300 }, (_, node) => [node]);
    const cuts = partitions(301, { start: 0, steps: 1, parts }).cuts(0);
    expect(cuts(255, 300)).toBe(true);
    expect(cuts(0, 256)).toBe(true);
  });

  it('refuse a node that does not exist, or is in two parts', () => {
    expect(() => partitions(3, { start: 0, steps: 1, parts: [[0], [3]] })).toThrow('Node 3 does not exist');
    expect(() => partitions(3, { start: 0, steps: 1, parts: [[0, 1], [1]] })).toThrow(
      'Node 1 cannot be in two parts',
    );
  });
});

describe('Reachability', () => {
  const given = faults({
    outages: [{ nodes: [0], start: 1, steps: 3 }],
    partitions: [{ start: 2, steps: 4, parts: [[0, 1], [2]] }],
  });
  const movedTo = (steps: number, network = NetworkSpace.full(5)): Reachability => {
    const reachability = new Reachability(given, network, random);
    for (let step = 0; step <= steps; step++) reachability.moveTo(step);
    return reachability;
  };

  it('names components by their lowest member that is up', () => {
    expect([...movedTo(0).component]).toEqual([0, 0, 0, 0, 0]);
    expect([...movedTo(1).component]).toEqual([OFFLINE, 1, 1, 1, 1]);
    expect([...movedTo(2).component]).toEqual([OFFLINE, 1, 2, 3, 3]);
    expect([...movedTo(4).component]).toEqual([0, 0, 2, 3, 3]);
    expect(movedTo(4).components.map(({ id, members }) => [id, [...members]])).toEqual([
      [0, [0, 1]],
      [2, [2]],
      [3, [3, 4]],
    ]);
  });

  it('says when something changed, and keeps what was', () => {
    const reachability = new Reachability(given, NetworkSpace.full(5), random);
    const first = reachability.component;
    expect([0, 1, 2, 3, 4, 5, 6].map((step) => reachability.moveTo(step))).toEqual([
      false,
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(reachability.since).toBe(6);
    expect([...first]).toEqual([0, 0, 0, 0, 0]);
  });

  it('follows links where the network is sparse: a bridge that is down parts its ends', () => {
    const line = NetworkSpace.fromEdges(5, [
      [1, 2],
      [2, 0],
      [0, 3],
      [3, 4],
    ]);
    expect([...movedTo(1, line).component]).toEqual([OFFLINE, 1, 1, 3, 3]);
  });

  it('has no component while everyone is down', () => {
    const down = faults({ outages: [{ nodes: 1, start: 0, steps: 2 }] });
    const reachability = new Reachability(down, NetworkSpace.full(3), random);
    expect(reachability.components).toEqual([]);
    expect(reachability.moveTo(2)).toBe(true);
    expect(reachability.components.length).toBe(1);
  });
});

describe('Component', () => {
  it('remembers where its members were', () => {
    const component = new Component(Uint32Array.of(1, 3));
    const view = Uint32Array.of(0, 0, 2, 2);
    expect([...component.had(view)]).toEqual([0, 2]);
    expect(component.had(view)).toBe(component.had(view));
    expect([...component.had(Uint32Array.of(0, 0, 0, OFFLINE))]).toEqual([0, OFFLINE]);
  });
});
