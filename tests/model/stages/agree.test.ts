import { describe, expect, it } from 'vitest';
import { Vote } from '../../../kernels/index.js';
import type { Cycle } from '../../../model/cycle.js';
import { agree } from '../../../model/stages/agree.js';
import { learn } from '../../../model/stages/learn.js';
import { receive } from '../../../model/stages/traffic.js';
import { validate } from '../../../model/stages/validate.js';
import type { Proposal } from '../../../model/state/proposals.js';
import { makeCycle, propose, stillTraffic } from '../support/cycle.js';

const { batch } = stillTraffic(6, 4, 1).at(0);
const X = [127, 0, 0, 0];

/** Six nodes in two parts from step 1 to 3: 0, 1, 2 and 3, 4, 5. */
const splitCycle = (): Promise<Cycle> =>
  makeCycle({ agents: 6, faults: { partitions: [{ start: 1, steps: 3, parts: 2 }] } });

/** Puts a proposal before the parts at hand, with votes that are settled beforehand, and lets them decide. */
async function decide(
  cycle: Cycle,
  proposal: Proposal,
  component: number,
  word: Vote,
  step: number,
): Promise<void> {
  const part = cycle.reachability.components.find(({ id }) => id === component)!;
  for (const node of part.members)
    if (node !== proposal.signature.author) proposal.ballotPaper()[node] = word;
  cycle.ballots = [{ component: part, proposals: [proposal], reunited: [] }];
  await agree(cycle, step);
  await learn(cycle, step);
}

/** Moves to a step and unites what was decided apart. */
async function unite(cycle: Cycle, step: number): Promise<void> {
  await receive(cycle, step, batch);
  const reunited = cycle.proposals.filter(({ isRuled }) => isRuled);
  cycle.ballots = [{ component: cycle.reachability.components[0]!, proposals: [], reunited }];
  await agree(cycle, step);
  await learn(cycle, step);
}

const lists = (cycle: Cycle): number[] =>
  Array.from({ length: 6 }, (_, node) => cycle.blacklist.heldBy(node).length);

describe('parts that decide apart', () => {
  it.each([
    ['accepts before the other rejects', [3, 0]],
    ['rejects before the other accepts', [0, 3]],
  ])('end with one list, whether one %s', async (_, order) => {
    const cycle = await splitCycle();
    const proposal = propose(cycle, 3, X);
    await receive(cycle, 1, batch);
    for (const component of order) {
      await decide(cycle, proposal, component, component === 3 ? Vote.confirm : Vote.reject, 1);
    }
    expect(lists(cycle)).toEqual([0, 0, 0, 1, 1, 1]);
    // Of the others two confirmed and three rejected; one of these has changed its mind.
    for (const node of [0, 1]) proposal.ballotPaper()[node] = Vote.confirm;
    await receive(cycle, 2, batch);
    await receive(cycle, 3, batch);
    await unite(cycle, 4);
    expect(lists(cycle)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(cycle.counters.total).toMatchObject({ accepted: 1, rejected: 1, superseded: 1 });
  });

  it('strike off what the whole rejects', async () => {
    const cycle = await splitCycle();
    const proposal = propose(cycle, 3, X);
    await receive(cycle, 1, batch);
    await decide(cycle, proposal, 3, Vote.confirm, 1);
    await decide(cycle, proposal, 0, Vote.reject, 1);
    await unite(cycle, 4);
    expect(lists(cycle)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(cycle.blacklist.size).toBe(0);
    expect(cycle.proposals).toEqual([]);
  });

  it('remember in a split what is gone: a later acceptance elsewhere does not bring it back to them', async () => {
    const cycle = await splitCycle();
    const proposal = propose(cycle, 3, X);
    await receive(cycle, 1, batch);
    await decide(cycle, proposal, 0, Vote.confirm, 1);
    cycle.blacklist.strike(Uint32Array.of(0, 1, 2), 0);
    await decide(cycle, proposal, 3, Vote.confirm, 2);
    cycle.blacklist.meet(Uint32Array.of(0, 1, 2, 3, 4, 5));
    expect(lists(cycle)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('move the reputations of their own members only', async () => {
    const cycle = await splitCycle();
    const proposal = propose(cycle, 3, X);
    await receive(cycle, 1, batch);
    await decide(cycle, proposal, 0, Vote.reject, 1);
    const { reputation } = cycle.nodes.columns;
    expect([...reputation.subarray(3)]).toEqual([500, 500, 500]);
    expect(reputation[0]).toBeGreaterThan(500);
  });

  it('take each votes of their own, and unite the rest when they meet', async () => {
    const cycle = await splitCycle();
    propose(cycle, 3, X);
    await receive(cycle, 1, batch);
    await validate(cycle, 1);
    expect(cycle.ballots.map(({ component, proposals }) => [component.id, proposals.length])).toEqual([
      [0, 1],
      [3, 1],
    ]);
    expect(cycle.ballots.every(({ reunited }) => reunited.length === 0)).toBe(true);
  });
});

describe('a proposal', () => {
  const idle = async (cycle: Cycle, step: number): Promise<void> => {
    await receive(cycle, step, batch);
    cycle.ballots = cycle.reachability.components.map((component) => ({
      component,
      proposals: [],
      reunited: [],
    }));
    await agree(cycle, step);
  };

  it('expires after ttl steps, once in every part, without loss of reputation', async () => {
    const cycle = await makeCycle({
      agents: 6,
      consensus: { ttl: 2 },
      faults: { partitions: [{ start: 1, steps: 9, parts: 2 }] },
    });
    const proposal = propose(cycle, 0, X);
    await idle(cycle, 0);
    await idle(cycle, 1);
    expect(proposal.decisions).toEqual([]);
    await idle(cycle, 2);
    expect(proposal.decisions.map(({ component, verdict }) => [component, verdict])).toEqual([
      [0, 'expired'],
      [3, 'expired'],
    ]);
    expect(cycle.counters.total.expired).toBe(1);
    expect([...cycle.nodes.columns.reputation]).toEqual(Array(6).fill(500));
  });

  it('that nobody voted on costs no ballot paper', async () => {
    const cycle = await makeCycle({ agents: 6, consensus: { ttl: 1 } });
    const proposal = propose(cycle, 0, X);
    await idle(cycle, 1);
    expect(proposal.decisions.length).toBe(1);
    expect(proposal.votes).toBeUndefined();
  });

  it('does not pile up in a lasting split, unless its parts must still meet', async () => {
    const cycle = await makeCycle({
      agents: 6,
      consensus: { ttl: 2 },
      faults: { partitions: [{ start: 0, steps: 1000, parts: 2 }] },
    });
    const ruled = propose(cycle, 0, X);
    await decide(cycle, ruled, 0, Vote.confirm, 0);
    for (let step = 1; step < 30; step++) {
      propose(cycle, step % 6, X, 10, step);
      await idle(cycle, step);
    }
    expect(cycle.proposals).toContain(ruled);
    expect(cycle.proposals.length).toBeLessThanOrEqual(3);
  });
});
