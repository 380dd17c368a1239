import { describe, expect, it } from 'vitest';
import { collectRecords, learnCentrally } from '../../../model/stages/coordinate.js';
import { receive } from '../../../model/stages/traffic.js';
import { makeCycle, stillTraffic } from '../support/cycle.js';
import type { Given } from '../support/run.js';

const { batch } = stillTraffic(6, 4, 1).at(0);

/** Messages, fits and rows in node 1's window after each step. */
async function run(given: Given, steps: number) {
  const cycle = await makeCycle({
    sharing: 'centralised',
    detector: { refit: { every: 2 }, window: 32 },
    ...given,
    agents: 6,
  });
  const told: { messages: number; fits: number; bytes: number; held: number }[] = [];
  for (let step = 0; step < steps; step++) {
    await receive(cycle, step, batch);
    await collectRecords(cycle, step);
    await learnCentrally(cycle, step);
    const { messages, fits, bytes } = cycle.counters.step;
    told.push({ messages, fits, bytes, held: cycle.nodes.columns.windowCount[1]! - 8 });
  }
  return told;
}

describe('the coordinator', () => {
  it('takes one message a node up, and sends one a node back when it refits', async () => {
    const [first, second] = await run({}, 2);
    expect(first).toEqual({ messages: 6, fits: 0, bytes: 6 * 4 * 2, held: 1 });
    expect(second).toMatchObject({ messages: 12, fits: 1 });
    // A forest of 4 trees of height 2 is 16 splits of four bytes and 16 leaves of two.
    expect(second!.bytes).toBe(6 * 4 * 2 + 6 * 16 * 6);
  });

  it('has records only after their latency', async () => {
    expect((await run({ network: { latency: 2 } }, 4)).map(({ held }) => held)).toEqual([0, 0, 1, 2]);
  });

  it('refits nothing and loses what arrives while it is out', async () => {
    const steps = await run({ faults: { coordinatorOutages: [{ start: 1, steps: 2 }] } }, 4);
    expect(steps.map(({ fits }) => fits)).toEqual([0, 0, 0, 1]);
    expect(steps.map(({ held }) => held)).toEqual([1, 1, 1, 2]);
  });

  it('is cut off with node 0, and sends nothing to who is not there', async () => {
    const away = await run({ faults: { outages: [{ nodes: [0], start: 0, steps: 2 }] } }, 4);
    expect(away.map(({ fits, messages }) => [fits, messages])).toEqual([
      [0, 0],
      [0, 0],
      [0, 6],
      [1, 12],
    ]);
    const fewer = await run({ faults: { outages: [{ nodes: [4, 5], start: 0, steps: 9 }] } }, 2);
    expect(fewer.map(({ messages }) => messages)).toEqual([4, 8]);
  });
});
