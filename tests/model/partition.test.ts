import { describe, expect, it } from 'vitest';
import { foldBlacklists } from '../../model/consensus/fold.js';
import { LedgerReader } from '../../model/index.js';
import { type Given, runModel, small } from './support/run.js';

const split = {
  ...small,
  agents: 30,
  steps: 30,
  faults: {
    partitions: [{ start: 4, steps: 10, parts: 3 }],
    outages: [{ nodes: 0.2, start: 6, steps: 12 }],
  },
} as const satisfies Given;

describe('a network that splits and heals', () => {
  it('decides in each part, unites the votes when links heal, and ends with one blacklist', async () => {
    const components: number[] = [];
    const { report, model } = await runModel(split, {
      each: (m) => components.push(new Set(m.component).size),
    });
    expect(components[3]).toBe(1);
    expect(components[4]).toBe(3);
    expect(components.at(-1)).toBe(1);
    expect(report.consensus.accepted).toBeGreaterThan(0);
    expect(report.consensus.superseded).toBeGreaterThan(0);
    const lists = model.nodes.map((node) => model.blacklistOf(node).join());
    expect(new Set(lists).size).toBe(1);
    expect(lists[0]).not.toBe('');
  });

  it('leaves a ledger from which every blacklist can be told', async () => {
    const { report, model } = await runModel(split);
    const ledger = LedgerReader.open(report.ledger.path);
    const folded = foldBlacklists(ledger.entries(), report.agents);
    expect(ledger.verify().findings).toEqual([]);
    ledger.close();
    expect(folded).toEqual(model.nodes.map((node) => model.blacklistOf(node)));
  });

  it('tells different lists in parts that have not met', async () => {
    const { report, model } = await runModel({ ...split, steps: 12 });
    const ledger = LedgerReader.open(report.ledger.path);
    const folded = foldBlacklists(ledger.entries(), report.agents);
    ledger.close();
    expect(folded).toEqual(model.nodes.map((node) => model.blacklistOf(node)));
    expect(new Set(folded.map((list) => list.join())).size).toBeGreaterThan(1);
  });

  it('names the component that took a decision', async () => {
    const { report } = await runModel({ ...split, steps: 12 });
    const ledger = LedgerReader.open(report.ledger.path);
    const taken = new Set(
      [...ledger.entries({ kind: 'decision' })].map(({ payload }) => payload['component']),
    );
    ledger.close();
    expect(taken.size).toBeGreaterThan(1);
  });
});

describe('a node that crashes', () => {
  it('learns nothing while it is away and catches up when it returns', async () => {
    const away = { ...small, faults: { outages: [{ nodes: [5], start: 2, steps: 9 }] } } satisfies Given;
    const held: number[][] = [];
    await runModel(away, { each: (m) => held.push([m.blacklistOf(5).length, m.blacklistOf(6).length]) });
    expect(held[10]![0]).toBe(0);
    expect(held[10]![1]).toBeGreaterThan(0);
    expect(held[11]![0]).toBe(held[11]![1]);
  });
});
