import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotOf } from '../../../model/consensus/ballot.js';
import type { Cycle } from '../../../model/cycle.js';
import { makeCycle, propose } from '../support/cycle.js';

const whole = (cycle: Cycle) => cycle.reachability.components[0]!;

/** Directions along the axes, and one near each of the first two. */
const X = [127, 0, 0, 0];
const Y = [0, 127, 0, 0];
const Z = [0, 0, 127, 0];
const W = [0, 0, 0, 127];
const NEAR_X = [126, 12, 0, 0];
const NEAR_Y = [12, 126, 0, 0];

describe('a ballot', () => {
  it('merges near-duplicates into the strongest, whose authors they join', async () => {
    const cycle = await makeCycle({ agents: 4 });
    const weak = propose(cycle, 1, NEAR_X, 20);
    const strong = propose(cycle, 0, X, 10);
    const other = propose(cycle, 2, Y, 15);
    expect(await ballotOf(cycle, whole(cycle), 0)).toEqual([strong, other]);
    expect([...strong.authors]).toEqual([0, 1]);
    expect(weak.decisions.map(({ verdict }) => verdict)).toEqual(['merged']);
    expect(cycle.counters.step.merged).toBe(1);
  });

  it('does not depend on the order in which proposals came', async () => {
    const made = [X, Y, Z, W, NEAR_X, NEAR_Y, [90, 90, 0, 0], [0, 0, 90, 90]].map((direction, i) => ({
      author: i % 5,
      direction,
      path: 10 + (i % 3),
    }));
    const outcome = async (order: readonly number[], ballot: number) => {
      const cycle = await makeCycle({ agents: 5, consensus: { ballot } });
      for (const i of order) propose(cycle, made[i]!.author, made[i]!.direction, made[i]!.path);
      return (await ballotOf(cycle, whole(cycle), 0)).map(({ signature, authors }) => [
        signature.id,
        [...authors].sort(),
      ]);
    };
    const order = made.map((_, i) => i);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(order, { minLength: order.length }),
        fc.integer({ min: 1, max: 8 }),
        (shuffled, ballot) => {
          expect(outcome(shuffled, ballot)).toEqual(outcome(order, ballot));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('takes no more than the ballot holds; what resembles none of them queues, unmerged', async () => {
    const cycle = await makeCycle({ agents: 4, consensus: { ballot: 1 } });
    const first = propose(cycle, 0, X, 10);
    const queued = [propose(cycle, 1, Y, 11), propose(cycle, 2, NEAR_Y, 12)];
    const joined = propose(cycle, 3, NEAR_X, 13);
    expect(await ballotOf(cycle, whole(cycle), 0)).toEqual([first]);
    expect(queued.map(({ decisions }) => decisions.length)).toEqual([0, 0]);
    expect(joined.decisions.length).toBe(1);
  });

  it('compares many proposals with the ballot only: the work grows with their number, not its square', async () => {
    let rows = 0;
    const cycle = await makeCycle({ agents: 4, consensus: { ballot: 4 } }, 2);
    const { firstMatch, leaderClusters } = cycle.kernels;
    const counting = {
      ...cycle,
      kernels: {
        ...cycle.kernels,
        firstMatch: (job: Parameters<typeof firstMatch>[0]) => {
          rows += (job.rows.length * job.signatures.length) / 4;
          return firstMatch(job);
        },
        leaderClusters: (job: Parameters<typeof leaderClusters>[0]) => {
          rows += (job.rows.length / 2) ** 2;
          return leaderClusters(job);
        },
      },
    };
    for (let i = 0; i < 4000; i++) {
      const angle = (i * 2 * Math.PI) / 4000;
      propose(cycle, i % 4, [Math.round(127 * Math.cos(angle)), Math.round(127 * Math.sin(angle))], 1000 + i);
    }
    expect(await ballotOf(counting, whole(cycle), 0)).toHaveLength(4);
    expect(rows).toBeLessThan(4000 * 100);
  });

  it('merges what is similar to any accepted signature, also where accepted ones resemble each other', async () => {
    const cycle = await makeCycle({ agents: 4, signatures: { merge: 0.95 } });
    for (const [i, direction] of [X, [121, 38, 0, 0]].entries()) {
      const { signature } = propose(cycle, i, direction);
      cycle.blacklist.enter(whole(cycle).members, cycle.blacklist.add(signature, 0));
    }
    cycle.proposals = [];
    // Cosine 0.82 to the first accepted signature, 0.96 to the second.
    const late = propose(cycle, 2, [104, 73, 0, 0]);
    expect(await ballotOf(cycle, whole(cycle), 0)).toEqual([]);
    expect(late.decisions.map(({ verdict }) => verdict)).toEqual(['merged']);
  });

  it('waits for what is still on its way', async () => {
    const cycle = await makeCycle({ agents: 4, network: { latency: 2 } });
    const proposal = propose(cycle, 0, X);
    const lengths: number[] = [];
    for (const step of [0, 1, 2]) lengths.push((await ballotOf(cycle, whole(cycle), step)).length);
    expect(lengths).toEqual([0, 0, 1]);
    expect(proposal.decisions).toEqual([]);
  });
});
