import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../framework/random/index.js';
import { onHost, reference, Vote } from '../../../kernels/index.js';
import { Adversaries, type Behaviour } from '../../../model/adversary/index.js';

type Entries = { behaviour: Behaviour; nodes: number | number[] }[];
const create = (entries: Entries, nodes = 10, seed = 1) =>
  new Adversaries(entries, nodes, new RandomStreams(seed));
const { abstain, confirm, reject, unreached } = Vote;

describe('Adversaries', () => {
  it('has none by default', async () => {
    const none = create([]);
    expect([...none.honest]).toEqual(new Array(10).fill(1));
    expect(none.behaviourOf(3)).toBeUndefined();
    expect(
      await none.propose(onHost(reference), { of: () => Int8Array.of(127), features: 1, bound: 1 }),
    ).toEqual([]);
  });

  it('gives each node one behaviour: named nodes first, shares from those that are left', async () => {
    const adversaries = create([
      { behaviour: 'random', nodes: 0.5 },
      { behaviour: 'always-no', nodes: [4, 2] },
      { behaviour: 'always-yes', nodes: 0.3 },
    ]);
    const count = (behaviour: Behaviour) =>
      Array.from({ length: 10 }, (_, node) => adversaries.behaviourOf(node)).filter((b) => b === behaviour)
        .length;
    expect(adversaries.behaviourOf(2)).toBe('always-no');
    expect(adversaries.behaviourOf(4)).toBe('always-no');
    expect([count('random'), count('always-no'), count('always-yes')]).toEqual([5, 2, 3]);
    expect([...adversaries.honest]).toEqual(new Array(10).fill(0));
  });

  it('refuses a node with two behaviours, and shares that do not fit', async () => {
    const twice: Entries = [
      { behaviour: 'always-yes', nodes: [1, 2] },
      { behaviour: 'colluding', nodes: [2] },
    ];
    expect(() => create(twice)).toThrow('Node 2 cannot be both always-yes and colluding.');
    const much: Entries = [
      { behaviour: 'always-yes', nodes: 0.6 },
      { behaviour: 'always-no', nodes: 0.6 },
    ];
    expect(() => create(much)).toThrow(/only 4 are left/);
    expect(() => create([{ behaviour: 'random', nodes: [10] }])).toThrow('Node 10 does not exist');
  });

  it('replaces the faulty nodes’ votes, column by column', async () => {
    const adversaries = create([
      { behaviour: 'always-yes', nodes: [1] },
      { behaviour: 'always-no', nodes: [5] },
      { behaviour: 'colluding', nodes: [7, 8] },
    ]);
    const voters = Uint32Array.of(0, 1, 5, 7);
    const ballot = [{ authors: new Set([8]) }, { authors: new Set([0]) }];
    const votes = Uint8Array.of(abstain, reject, confirm, reject, unreached, abstain, unreached, confirm);
    adversaries.vote(votes, voters, ballot, 0);
    expect([...votes]).toEqual([abstain, confirm, reject, confirm, unreached, confirm, unreached, confirm]);
  });

  it('draws anew for each entry, reproducibly', async () => {
    const entries: Entries = [
      { behaviour: 'random', nodes: 0.2 },
      { behaviour: 'random', nodes: 0.2 },
    ];
    const said = (seed: number) => {
      const adversaries = create(entries, 100, seed);
      const votes = new Uint8Array(500);
      adversaries.vote(
        votes,
        Uint32Array.from({ length: 100 }, (_, i) => i),
        new Array(5).fill({ authors: new Set([0]) }),
        3,
      );
      return [...votes];
    };
    expect(said(1)).toEqual(said(1));
    expect(said(1)).not.toEqual(said(2));
    expect(said(1).filter((vote) => vote !== abstain)).toHaveLength(200);
  });

  it('lets each colluding group put forward one false signature', async () => {
    const adversaries = create([
      { behaviour: 'colluding', nodes: [6, 3] },
      { behaviour: 'colluding', nodes: [9] },
    ]);
    const signatures = await adversaries.propose(onHost(reference), {
      of: (node) => (node === 9 ? Int8Array.of(0, -127) : Int8Array.of(127, 0)),
      features: 2,
      bound: 14_000,
    });
    expect(signatures).toEqual([
      { author: 3, direction: Int8Array.of(127, 0) },
      { author: 9, direction: Int8Array.of(0, -127) },
    ]);
  });
});
