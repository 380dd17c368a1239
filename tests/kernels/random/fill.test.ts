import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalOf, philox4x32, reference } from '../../../kernels/index.js';
import { keys, u32, words } from '../jobs/columns.js';

/** Draw d of an address, by the layout of the counter: [block, step, agent, stream]. */
function drawOf(key: readonly [number, number], stream: number, agent: number, step: number, d: number) {
  const block = new Uint32Array(4);
  philox4x32(Math.floor(d / 4), step, agent, stream, key[0], key[1], block);
  return block[d % 4]!;
}

const cases = fc.record({
  key: keys,
  stream: u32,
  step: u32,
  agents: fc.nat(4).chain((count) => words(count, u32)),
  draws: fc.nat(11),
});

describe('randomBits', () => {
  it('are the words of draws 0, 1, 2, … of each agent’s own address', () => {
    fc.assert(
      fc.property(cases, ({ draws, ...job }) => {
        const out = new Uint32Array(job.agents.length * draws).fill(7);
        reference.randomBits({ ...job, out });
        const expected = [...job.agents].flatMap((agent) =>
          Array.from({ length: draws }, (_, d) => drawOf(job.key, job.stream, agent, job.step, d)),
        );
        expect([...out]).toEqual(expected);
      }),
    );
  });

  it('are a whole number for each agent', () => {
    const address = { key: [1, 2] as const, stream: 3, step: 4 };
    const [agents, none] = [Uint32Array.of(5, 6), new Uint32Array(0)];
    expect(() => reference.randomBits({ ...address, agents, out: new Uint32Array(3) })).toThrow(RangeError);
    expect(() => reference.randomBits({ ...address, agents: none, out: new Uint32Array(1) })).toThrow(
      /1 values .* 0 agents/,
    );
    reference.randomBits({ ...address, agents: none, out: new Uint32Array(0) });
  });
});

describe('normals', () => {
  it('are two a word, low half first', () => {
    fc.assert(
      fc.property(cases, ({ draws, ...job }) => {
        const out = new Int16Array(job.agents.length * draws).fill(7);
        reference.normals({ ...job, out });
        const expected = [...job.agents].flatMap((agent) =>
          Array.from({ length: draws }, (_, i) => {
            const word = drawOf(job.key, job.stream, agent, job.step, Math.floor(i / 2));
            return normalOf(i % 2 === 0 ? word % 65_536 : Math.floor(word / 65_536));
          }),
        );
        expect([...out]).toEqual(expected);
      }),
    );
  });

  it('are a whole number for each agent', () => {
    const job = { key: [1, 2] as const, stream: 3, step: 4, agents: Uint32Array.of(5, 6) };
    expect(() => reference.normals({ ...job, out: new Int16Array(3) })).toThrow(RangeError);
  });
});
