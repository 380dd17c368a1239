import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeToProtection } from '../../../model/measures/index.js';

/** One step of one-feature records: per node a list of [truth, value]. */
function traffic(...nodes: readonly (readonly (readonly [number, number])[])[]) {
  const offsets = new Uint32Array(nodes.length + 1);
  nodes.forEach((rows, i) => {
    offsets[i + 1] = offsets[i]! + rows.length;
  });
  const rows = nodes.flat();
  return {
    batch: { offsets, records: Uint16Array.from(rows, ([, value]) => value) },
    truth: Uint8Array.from(rows, ([truth]) => truth),
  };
}

const attacks = (count: number, attack = 1, value = attack) =>
  Array.from({ length: count }, () => [attack, value] as const);

/** Node i would flag values in `known[i]`. */
const flagging =
  (...known: readonly (readonly number[])[]) =>
  (nodes: Uint32Array, records: Uint16Array) =>
    Uint8Array.from(
      Array.from(nodes).flatMap((node) =>
        Array.from(records, (value) => Number(known[node]!.includes(value))),
      ),
    );

const both = Uint8Array.of(1, 1);

function measure() {
  const time = new TimeToProtection({ nodes: 2, features: 1 });
  return {
    time,
    async step(
      step: number,
      seen: ReturnType<typeof traffic>,
      wouldFlag: ReturnType<typeof flagging>,
      counts = both,
    ) {
      time.observe(step, seen.batch, seen.truth);
      await time.assess(step, counts, wouldFlag);
    },
  };
}

const quiet = traffic([[0, 9]], [[255, 9]]);

describe('TimeToProtection', () => {
  it('counts steps from the first attack record to the step that ends with every node flagging', async () => {
    const { time, step } = measure();
    await step(0, quiet, flagging([], []));
    await step(1, traffic([], attacks(40)), flagging([1], []));
    await step(2, quiet, flagging([1], []));
    expect(time.mean()).toBeNull();
    expect(time.censored()).toBe(1);
    await step(3, quiet, flagging([1], [1]));
    expect(time.campaigns).toEqual([{ attack: 1, start: 1, node: 1, records: 32, steps: 2 }]);
    expect(time.mean()).toBe(2);
    expect(time.censored()).toBe(0);
  });

  it('asks for 90 % of the first 32 at each node: 29 will do, 28 will not, later records do not matter', async () => {
    for (const [flagged, steps] of [
      [29, 0],
      [28, null],
    ] as const) {
      const { time, step } = measure();
      await step(
        5,
        traffic([...attacks(flagged, 1, 7), ...attacks(32 - flagged, 1, 8), ...attacks(50, 1, 8)], []),
        flagging([7], [7]),
      );
      expect(time.campaigns[0]).toMatchObject({ start: 5, records: 32, steps });
    }
  });

  it('ignores nodes that are faulty or out of reach, and protects nobody where none counts', async () => {
    const { time, step } = measure();
    await step(0, traffic(attacks(32), []), flagging([1], []), Uint8Array.of(0, 0));
    await step(1, quiet, flagging([1], []), Uint8Array.of(1, 0));
    expect(time.campaigns[0]!.steps).toBe(1);
  });

  it('waits until the first 32 are there', async () => {
    const { time, step } = measure();
    await step(0, traffic(attacks(20), []), flagging([1], [1]));
    await step(1, traffic([], [...attacks(4), ...attacks(8, 1, 5)]), flagging([1], [1]));
    expect(time.campaigns[0]).toMatchObject({ records: 32, steps: null });
    await step(2, quiet, flagging([1, 5], [1, 5]));
    expect(time.campaigns[0]!.steps).toBe(2);
  });

  it('takes all records of a campaign that sends fewer, from its last one on', async () => {
    const { time, step } = measure();
    await step(0, traffic(attacks(3), []), flagging([1], [1]));
    await step(1, quiet, flagging([], []));
    await step(2, traffic([], attacks(1)), flagging([], []));
    await step(3, quiet, flagging([1], [1]));
    await step(4, quiet, flagging([], []));
    expect(time.campaigns).toEqual([{ attack: 1, start: 0, node: 0, records: 4, steps: 3 }]);
  });

  it('follows campaigns apart and reports the censored share', async () => {
    const { time, step } = measure();
    await step(0, traffic(attacks(32, 9), attacks(32, 2)), flagging([9], [9]));
    await step(1, quiet, flagging([2], []));
    expect(time.campaigns.map(({ attack, steps }) => [attack, steps])).toEqual([
      [2, null],
      [9, 0],
    ]);
    expect(time.mean()).toBe(0);
    expect(time.censored()).toBe(0.5);
  });

  it('has nothing to say where no campaign was seen, and then asks nothing', async () => {
    const { time, step } = measure();
    await step(0, quiet, () => {
      throw new Error('asked without a campaign');
    });
    expect(time.mean()).toBeNull();
    expect(time.censored()).toBeNull();
  });

  it('receives nothing at a node that is away', async () => {
    const time = new TimeToProtection({ nodes: 2, features: 1 });
    const { batch, truth } = traffic(attacks(2), attacks(3));
    time.observe(0, batch, truth, Uint8Array.of(0, 1));
    expect(time.campaigns[0]).toMatchObject({ node: 1, records: 3 });
  });

  it('asks about open campaigns only, with all their rows', async () => {
    const time = new TimeToProtection({ nodes: 1, features: 2 });
    const batch = { offsets: Uint32Array.of(0, 3), records: Uint16Array.of(1, 2, 3, 4, 5, 6) };
    time.observe(0, batch, Uint8Array.of(1, 2, 1));
    const asked: number[][] = [];
    await time.assess(0, Uint8Array.of(1), (_, records) => {
      asked.push([...records]);
      return new Uint8Array(records.length / 2).fill(records[0] === 1 ? 1 : 0);
    });
    await time.assess(1, Uint8Array.of(1), (_, records) => {
      asked.push([...records]);
      return new Uint8Array(records.length / 2);
    });
    expect(asked).toEqual([
      [1, 2, 5, 6],
      [3, 4],
      [3, 4],
    ]);
  });

  it('asks the node first that was unprotected last, and no other while it is', async () => {
    const time = new TimeToProtection({ nodes: 3, features: 1 });
    const seen = traffic(attacks(32), [], []);
    time.observe(0, seen.batch, seen.truth);
    const asked: number[] = [];
    const ask = (exposed: number) => (nodes: Uint32Array, records: Uint16Array) => {
      asked.push(...nodes);
      return Uint8Array.from({ length: nodes.length * records.length }, (_, i) =>
        nodes[Math.floor(i / records.length)] === exposed ? 0 : 1,
      );
    };
    await time.assess(0, Uint8Array.of(1, 1, 1), ask(2));
    await time.assess(1, Uint8Array.of(1, 1, 1), ask(2));
    expect(asked).toEqual([0, 1, 2, 2]);
  });

  it('is never earlier where fewer records are flagged', async () => {
    const answers = fc.array(fc.tuple(fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 32 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(answers, async (pairs) => {
        const times: number[] = [];
        for (const which of [0, 1]) {
          const { time, step } = measure();
          for (const [s, pair] of pairs.entries()) {
            const flagged = which === 0 ? Math.max(...pair) : Math.min(...pair);
            const answer = () => Uint8Array.from({ length: 32 }, (_, i) => Number(i < flagged));
            await step(s, s === 0 ? traffic(attacks(32), []) : quiet, answer);
          }
          times.push(time.campaigns[0]!.steps ?? Number.POSITIVE_INFINITY);
        }
        expect(times[0]!).toBeLessThanOrEqual(times[1]!);
      }),
    );
  });
});
