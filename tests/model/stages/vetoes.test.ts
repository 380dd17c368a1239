import { describe, expect, it } from 'vitest';
import type { Cycle } from '../../../model/cycle.js';
import { accept } from '../../../model/stages/accept.js';
import { flags } from '../../../model/stages/flags.js';
import { applyOwn } from '../../../model/stages/provisional.js';
import { signature } from '../../../model/stages/sign.js';
import { reviewVetoes } from '../../../model/stages/vetoes.js';
import { makeCycle, propose } from '../support/cycle.js';

const X = [127, 0, 0, 0];
const Y = [0, 127, 0, 0];

const whole = (cycle: Cycle) => cycle.reachability.components[0]!;
const made = (direction: readonly number[], author = 0) =>
  signature(author, 0, Int8Array.from(direction), 2, 10);

/** Fills a node's window with one direction, a period a row. */
function fill(cycle: Cycle, node: number, direction: readonly number[]): void {
  const { windowCount, windowPeriod, windowDirection } = cycle.nodes.columns;
  windowCount[node] = 8;
  for (let i = 0; i < 8; i++) {
    windowPeriod[node * 8 + i] = i;
    windowDirection.set(direction, (node * 8 + i) * 4);
  }
}

describe('an accepted signature', () => {
  it('is applied by those in whose windows it is not normal', async () => {
    const cycle = await makeCycle({ agents: 5 });
    fill(cycle, 1, X);
    expect([...(await accept(cycle, [made(X), made(Y, 2)], whole(cycle), 3))]).toEqual([0, 1, 2, 3, 4]);
    expect([...cycle.blacklist.applies(Uint32Array.of(1, 0))]).toEqual([0, 1, 1, 1]);
    expect(cycle.blacklist.entries.map(({ since }) => since)).toEqual([3, 3]);
  });

  it('counts a veto when it is raised, not each time that one is logged', async () => {
    const cycle = await makeCycle({ agents: 5 });
    fill(cycle, 1, X);
    await accept(cycle, [made(X)], whole(cycle), 0);
    expect(cycle.counters.step.vetoes).toBe(1);
    fill(cycle, 2, X);
    await reviewVetoes(cycle, whole(cycle), whole(cycle).members, 1);
    expect(cycle.counters.step.vetoes).toBe(2);
    fill(cycle, 1, Y);
    await reviewVetoes(cycle, whole(cycle), whole(cycle).members, 2);
    expect(cycle.counters.step.vetoes).toBe(2);
    expect([...cycle.blacklist.applies(Uint32Array.of(1))]).toEqual([1]);
  });

  it('is revoked when more than half veto it, not at half', async () => {
    const cycle = await makeCycle({ agents: 4 });
    fill(cycle, 0, X);
    fill(cycle, 1, X);
    await accept(cycle, [made(X)], whole(cycle), 0);
    expect(cycle.counters.step.revoked).toBe(0);
    fill(cycle, 2, X);
    await reviewVetoes(cycle, whole(cycle), Uint32Array.of(2), 1);
    expect(cycle.counters.step.revoked).toBe(1);
    expect([0, 1, 2, 3].map((node) => cycle.blacklist.heldBy(node).length)).toEqual([0, 0, 0, 0]);
  });
});

describe('what a node would flag', () => {
  const record = Uint16Array.of(60_000, 32_768, 32_768, 32_768);
  const flagsOf = (cycle: Cycle) =>
    Promise.all([0, 1, 2].map(async (node) => (await flags(cycle, Uint32Array.of(node), record))[0]));

  it('is what its blacklist matches, unless it vetoes that', async () => {
    const cycle = await makeCycle({ agents: 3 });
    cycle.nodes.columns.flagBound.fill(0);
    expect([...(await flags(cycle, Uint32Array.of(0), record))]).toEqual([0]);
    fill(cycle, 1, X);
    await accept(cycle, [made(X)], whole(cycle), 0);
    expect(await flagsOf(cycle)).toEqual([1, 0, 1]);
  });

  it('is nothing without a forest', async () => {
    const cycle = await makeCycle({ agents: 3 });
    await accept(cycle, [made(X)], whole(cycle), 0);
    cycle.nodes.columns.fitted[0] = 0;
    expect([...(await flags(cycle, Uint32Array.of(0), record))]).toEqual([0]);
  });

  it('takes the work of one node, however many there are', async () => {
    const cycle = await makeCycle({ agents: 40 });
    await accept(cycle, [made(X)], whole(cycle), 0);
    let applied = 0;
    const { firstMatch } = cycle.kernels;
    const kernels = {
      ...cycle.kernels,
      firstMatch: (job: Parameters<typeof firstMatch>[0]) => {
        applied += job.applies.length;
        return firstMatch(job);
      },
    };
    await flags({ ...cycle, kernels }, Uint32Array.of(7), record);
    expect(applied).toBe(1);
  });

  it('takes in its own pending proposals where the scenario says so, but not what is normal to it', async () => {
    const cycle = await makeCycle({ agents: 3, learning: { provisional: true } });
    cycle.nodes.columns.flagBound.fill(0);
    propose(cycle, 0, X).authors.add(1);
    fill(cycle, 1, X);
    await applyOwn(cycle);
    expect(await flagsOf(cycle)).toEqual([1, 0, 0]);
    cycle.proposals = [];
    await applyOwn(cycle);
    expect([...(await flags(cycle, Uint32Array.of(0), record))]).toEqual([0]);
  });
});
