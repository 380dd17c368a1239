import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NORMAL_UNIT, normalOf, normals } from '../../../kernels/random/normal.js';
import { keyOf, randomBits } from '../../../kernels/random/philox.js';

const all = Int32Array.from({ length: 65_536 }, (_, bits) => normalOf(bits));

/** Quantiles of the standard normal distribution as tables print them. */
const quantiles: readonly [number, number][] = [
  [0.0001, -3.71902],
  [0.001, -3.09023],
  [0.01, -2.32635],
  [0.025, -1.95996],
  [0.1, -1.28155],
  [0.25, -0.67449],
  [0.5, 0],
  [0.841345, 1],
  [0.97725, 2],
  [0.99865, 3],
];

describe('normalOf', () => {
  it('is the same table everywhere', () => {
    const hash = createHash('sha256')
      .update(Buffer.from(Int16Array.from(all).buffer))
      .digest('hex');
    expect(hash).toMatchInlineSnapshot(`"43cac0bc02e28dcb8d723a0bda6086917e65823ecfde49f9b9a886108fc0c950"`);
  });

  it.each(quantiles)('has the published quantile at p = %d', (p, quantile) => {
    const bits = Math.min(65_535, Math.floor(p * 65_536));
    // One step of 1/65536 moves the quantile by less than 0.05 where the tail is thinnest here.
    const slack = p < 0.001 ? 0.05 : 0.01;
    expect(Math.abs(normalOf(bits) / NORMAL_UNIT - quantile)).toBeLessThan(slack);
  });

  it('never falls, is antisymmetric, has mean 0 and variance 1', () => {
    let sum = 0;
    let squares = 0;
    for (let bits = 0; bits < 65_536; bits++) {
      if (bits > 0) expect(all[bits]!).toBeGreaterThanOrEqual(all[bits - 1]!);
      expect(all[bits]! + all[65_535 - bits]!).toBe(0);
      sum += all[bits]!;
      squares += all[bits]! * all[bits]!;
    }
    expect(sum).toBe(0);
    expect(Math.abs(squares / 65_536 / NORMAL_UNIT / NORMAL_UNIT - 1)).toBeLessThan(0.0005);
  });
});

describe('normals', () => {
  const count = 200_000;
  const words = randomBits({ key: keyOf(1), stream: 1, agent: 0, step: 0 }, new Uint32Array(count / 2));
  const drawn = normals(words, new Int32Array(count));

  it('takes the low half of a word first', () => {
    expect([...normals(Uint32Array.of(0xffff0000), new Int16Array(2))]).toEqual([
      normalOf(0),
      normalOf(0xffff),
    ]);
    expect(() => normals(new Uint32Array(1), new Int16Array(3))).toThrow(RangeError);
  });

  it('has the moments of a normal distribution within five standard errors', () => {
    const moment = (power: (x: number) => number) =>
      drawn.reduce((sum, value) => sum + power(value / NORMAL_UNIT), 0) / count;
    const error = 5 / Math.sqrt(count);
    expect(Math.abs(moment((x) => x))).toBeLessThan(error);
    expect(Math.abs(moment((x) => x * x) - 1)).toBeLessThan(error * Math.sqrt(2));
    expect(Math.abs(moment((x) => x * x * x))).toBeLessThan(error * Math.sqrt(15));
    expect(Math.abs(moment((x) => x * x * x * x) - 3)).toBeLessThan(error * Math.sqrt(96));
  });

  it('has the tails of a normal distribution', () => {
    for (const [sigmas, share] of [
      [1, 0.31731],
      [2, 0.0455],
      [3, 0.0027],
    ] as const) {
      const beyond = drawn.reduce((sum, x) => sum + (Math.abs(x) > sigmas * NORMAL_UNIT ? 1 : 0), 0) / count;
      expect(Math.abs(beyond - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / count) + 0.0002);
    }
  });
});
