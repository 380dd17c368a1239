import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { NetworkSpace, RandomStreams } from '../../../framework/index.js';
import { onHost, reference } from '../../../kernels/index.js';
import { syntheticTraffic } from '../../../model/parameters.js';
import { NEVER, reachOf } from '../../../model/traffic/campaigns.js';
import { SyntheticTraffic } from '../../../model/traffic/synthetic.js';

type Given = Omit<z.input<typeof syntheticTraffic>, 'source'>;

const parse = (given: Given) => syntheticTraffic.parse({ source: 'synthetic', ...given });

const open = (given: Given, { nodes = 4, steps = 20, seed = 1, warmUp = 40 } = {}): SyntheticTraffic =>
  new SyntheticTraffic(parse(given), {
    nodes,
    steps,
    warmUp,
    network: NetworkSpace.full(nodes),
    random: new RandomStreams(seed),
    kernels: onHost(reference),
  });

const everywhere = { start: 0, nodes: 1, spread: 1, rate: 0.25, strength: 8 };

describe('synthetic traffic', () => {
  it('is a pure function of seed and step, in whatever order steps are asked for', async () => {
    const given: Given = { records: 3, features: 5, campaigns: [everywhere] };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.array(fc.nat(19), { minLength: 1, maxLength: 5 }),
        async (seed, order) => {
          const asked = open(given, { seed });
          for (const step of order)
            expect(await asked.at(step)).toEqual(await open(given, { seed }).at(step));
        },
      ),
      { numRuns: 20 },
    );
    expect((await open(given, { seed: 2 }).at(3)).batch).not.toEqual(
      (await open(given, { seed: 1 }).at(3)).batch,
    );
    expect((await open(given).at(4)).batch).not.toEqual((await open(given).at(3)).batch);
  });

  it('gives each node its records, in as many warm-up periods as steps would take, and no attack before step 0', async () => {
    const { batch, truth, period, periods } = await open({ records: 16, campaigns: [everywhere] }).warmUp();
    expect([...batch.offsets]).toEqual([0, 40, 80, 120, 160]);
    expect(periods).toBe(3);
    expect([...new Set(period)]).toEqual([0, 1, 2]);
    expect(period[39]).toBe(2);
    expect(period[40]).toBe(0);
    expect(truth.includes(1)).toBe(false);
  });

  it('attacks at the rate given', async () => {
    // 200 nodes · 100 records · 4 steps at 25 %: 20,000 of 80,000, sd 122; five sd on each side, and the seed is fixed.
    const source = open({ records: 100, features: 1, campaigns: [everywhere] }, { nodes: 200, steps: 100 });
    let attacks = 0;
    for (const step of [90, 91, 92, 93]) for (const k of (await source.at(step)).truth) attacks += k;
    expect(Math.abs(attacks - 20_000)).toBeLessThan(612);
  });

  it('lays the rates of campaigns side by side', async () => {
    const always = { ...everywhere, spread: 1 };
    const source = open(
      {
        records: 400,
        features: 1,
        campaigns: [
          { ...always, rate: 0.5 },
          { ...always, rate: 0.5 },
        ],
      },
      { nodes: 2, steps: 40 },
    );
    const { truth } = await source.at(39);
    // All are attacked, half by each: 400 of 800, sd 14.
    expect(truth.includes(0)).toBe(false);
    expect(Math.abs(truth.filter((k) => k === 1).length - 400)).toBeLessThan(71);
  });

  it('ends a campaign when its steps are over', async () => {
    const source = open({ campaigns: [{ ...everywhere, start: 3, steps: 2, rate: 1 }] }, { nodes: 1 });
    const attacked = [2, 3, 4, 5].map(async (step) => (await source.at(step)).truth.includes(1));
    expect(await Promise.all(attacked)).toEqual([false, true, true, false]);
  });

  it('spreads records by one standard deviation, 1024, around the node’s centre', async () => {
    const { batch } = await open({ records: 4000, features: 1, roles: 1 }, { nodes: 1 }).at(0);
    const mean = batch.records.reduce((sum, x) => sum + x, 0) / 4000;
    const variance = batch.records.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / 4000;
    // The standard deviation of a sample's is 1024 / √8000 = 11.
    expect(Math.abs(Math.sqrt(variance) - 1024)).toBeLessThan(60);
  });

  it('puts nodes of a role together where the spread is zero', async () => {
    const centre = async (spread: number) => {
      const { batch } = await open({ records: 500, features: 1, roles: 2, spread }, { nodes: 4 }).at(0);
      return [0, 1, 2, 3].map(
        (node) => batch.records.subarray(node * 500, (node + 1) * 500).reduce((sum, x) => sum + x, 0) / 500,
      );
    };
    const [a, b, c, d] = await centre(0);
    // The mean of 500 records has a standard deviation of 46.
    expect(Math.abs(a! - c!)).toBeLessThan(330);
    expect(Math.abs(b! - d!)).toBeLessThan(330);
    const apart = await centre(8);
    expect(Math.abs(apart[0]! - apart[2]!) + Math.abs(apart[1]! - apart[3]!)).toBeGreaterThan(1000);
  });

  it('moves only as many features as the campaign names', async () => {
    const still = (await open({ records: 4, features: 6 }, { nodes: 1 }).at(0)).batch.records;
    const campaign = { ...everywhere, rate: 1, features: 2, strength: 16 };
    const moved = (await open({ records: 4, features: 6, campaigns: [campaign] }, { nodes: 1 }).at(0)).batch
      .records;
    const columns = new Set([...moved.keys()].filter((i) => moved[i] !== still[i]).map((i) => i % 6));
    expect(columns.size).toBe(2);
  });
});

describe('a campaign’s reach', () => {
  const reach = (given: object, network: NetworkSpace, horizon = 100, seed = 1): Uint32Array =>
    reachOf(
      parse({ campaigns: [{ start: 2, ...given }] }).campaigns[0]!,
      0,
      network,
      new RandomStreams(seed),
      horizon,
    );

  it('starts at one node, and stops at its widest', async () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1_000_000), fc.nat(50), (nodes, parts, seed) => {
        const since = reach({ nodes: parts / 1_000_000, spread: 1 }, NetworkSpace.full(nodes), 10_000, seed);
        const reached = since.filter((step) => step !== NEVER);
        expect(reached.filter((step) => step === 2)).toHaveLength(1);
        expect(reached.length).toBe(
          Math.max(1, Number((BigInt(parts) * BigInt(nodes) + 999_999n) / 1_000_000n)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('goes along links only', async () => {
    const line = NetworkSpace.fromEdges(6, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    const since = reach({ nodes: 1, spread: 1 }, line);
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ] as const) {
      const step = Math.max(since[a]!, since[b]!);
      if (step === NEVER) continue;
      const carriers = Array.from(line.neighbours(since[a] === step ? a : b), (node) => since[node]!);
      expect(step === 2 || Math.min(...carriers) < step).toBe(true);
    }
    expect([since[5], since[0]]).toContain(NEVER);
  });

  it('stays where it starts without spread, without links, and at its end', async () => {
    const one = (since: Uint32Array) => since.filter((step) => step !== NEVER).length;
    expect(one(reach({ nodes: 1, spread: 0 }, NetworkSpace.full(10)))).toBe(1);
    expect(one(reach({ nodes: 1, spread: 1 }, NetworkSpace.fromEdges(10, [])))).toBe(1);
    expect(one(reach({ nodes: 1, spread: 1, steps: 1 }, NetworkSpace.full(10)))).toBe(1);
    expect(one(reach({ nodes: 1, spread: 1 }, NetworkSpace.full(1)))).toBe(1);
  });

  it('carries at the chance given', async () => {
    // After one step with chance 0.2 a second node is attacked in a fifth of the seeds: 80 of 400, sd 8.
    let carried = 0;
    for (let seed = 0; seed < 400; seed++) {
      const since = reach({ nodes: 1, spread: 0.2 }, NetworkSpace.full(1000), 4, seed);
      carried += since.filter((step) => step === 3).length;
    }
    expect(Math.abs(carried - 80)).toBeLessThan(41);
  });
});
