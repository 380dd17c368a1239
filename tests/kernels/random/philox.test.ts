import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, philox4x32, randomBits } from '../../../kernels/random/philox.js';

type Four = [number, number, number, number];

const hex = (words: Iterable<number>) =>
  [...words].map((word) => word.toString(16).padStart(8, '0')).join(' ');

/** The paper's definition, word for word, in BigInt. */
function definition(counter: readonly number[], key: readonly number[]): number[] {
  const mask = 0xffffffffn;
  let [x0, x1, x2, x3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * x0;
    const p1 = 0xcd9e8d57n * x2;
    [x0, x1, x2, x3] = [(p1 >> 32n) ^ x1 ^ k0, p1 & mask, (p0 >> 32n) ^ x3 ^ k1, p0 & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [x0, x1, x2, x3].map(Number);
}

describe('philox4x32', () => {
  // Random123, kat_vectors: "philox4x32 10".
  const published: readonly [Four, [number, number], string][] = [
    [[0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      '408f276d 41c83b0e a20bc7c6 6d5451fd',
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ];
  it.each(published)('gives the published words for counter %j and key %j', (counter, key, words) => {
    const out = new Uint32Array(4);
    philox4x32(...counter, ...key, out);
    expect(hex(out)).toBe(words);
  });

  it('is the definition of the paper for any counter and key', () => {
    const word = fc.nat(0xffffffff);
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        const out = new Uint32Array(6);
        philox4x32(...counter, ...key, out, 1);
        expect([...out]).toEqual([0, ...definition(counter, key), 0]);
      }),
    );
  });
});

describe('randomBits', () => {
  const address = { key: keyOf(7), stream: 3, agent: 11, step: 5 };

  it('lays the counter out as [block, step, agent, stream]', () => {
    const words = randomBits(address, new Uint32Array(8));
    expect([...words.subarray(4)]).toEqual(definition([1, 5, 11, 3], address.key));
  });

  it('gives each draw the same word however a range is cut', () => {
    const whole = randomBits(address, new Uint32Array(64));
    fc.assert(
      fc.property(fc.nat(40), fc.nat(20), (first, count) => {
        expect(randomBits(address, new Uint32Array(count), first)).toEqual(whole.slice(first, first + count));
      }),
    );
  });
});

describe('keyOf', () => {
  it('takes a number and its decimal text for one seed', () => {
    expect(keyOf(0)).toEqual(keyOf('0'));
  });

  it('tells seeds apart, also those that repeat another', () => {
    const seeds = [...Array(20_000).keys(), '', 'a', 'aa', 'ā', '\u0001', 'ab', 'abab'];
    expect(new Set(seeds.map((seed) => keyOf(seed).join())).size).toBe(seeds.length);
  });

  it('keeps the keys of earlier versions', () => {
    expect([keyOf(0), keyOf(42), keyOf('starling')]).toMatchInlineSnapshot(`
      [
        [
          2006972602,
          3119678814,
        ],
        [
          862199829,
          2062121706,
        ],
        [
          177281417,
          3071136,
        ],
      ]
    `);
  });
});
