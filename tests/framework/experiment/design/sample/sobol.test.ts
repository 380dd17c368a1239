import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrambled } from '../../../../../framework/experiment/design/sample/scramble.js';
import { SOBOL_DIMENSIONS, sobol } from '../../../../../framework/experiment/design/sample/sobol.js';
import { RandomStreams } from '../../../../../framework/index.js';

const { points } = JSON.parse(readFileSync(new URL('sobol.json', import.meta.url), 'utf8')) as {
  points: Record<string, number[]>;
};

describe('the Sobol sequence', () => {
  test.each(Object.keys(points))('is SciPy’s in all dimensions at point %s', (index) => {
    const expected = points[index]!;
    expect(expected).toHaveLength(SOBOL_DIMENSIONS);
    expect(expected.map((_, dimension) => sobol(dimension, Number(index)))).toEqual(expected);
  });

  test('begins as published', () => {
    const begin = [0, 1, 2, 3, 4].map((index) =>
      [0, 1, 2].map((dimension) => sobol(dimension, index) / 2 ** 32),
    );
    expect(begin).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
    ]);
  });
});

const stream = (seed: number, name = 'x') => new RandomStreams(seed).stream(name);

describe('scrambling', () => {
  test('keeps how many bits two words have in common, and so is one to one', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.nat(), word, word, fc.integer({ min: 0, max: 31 }), (seed, one, other, bit) => {
        // Words that are alike down to a bit are met seldom by chance.
        const near = (one ^ (1 << bit)) >>> 0;
        for (const [a, b] of [
          [one, other],
          [one, near],
        ] as const)
          expect(Math.clz32(scrambled(a, stream(seed), 0) ^ scrambled(b, stream(seed), 0))).toBe(
            Math.clz32(a ^ b),
          );
      }),
    );
  });

  test('leaves in each part of the unit square as many points', () => {
    for (const [across, down] of [
      [1, 6],
      [2, 5],
      [3, 4],
      [6, 1],
      [7, 0],
    ] as const) {
      const cells = new Set<string>();
      for (let index = 0; index < 128; index++) {
        const [x, y] = [0, 1].map((dimension) =>
          scrambled(sobol(dimension, index), stream(5, `p${dimension}`), 0),
        );
        cells.add(`${Math.floor(x! / 2 ** (32 - across))} ${Math.floor(y! / 2 ** (32 - down))}`);
      }
      expect(cells.size, `${across} ${down}`).toBe(128);
    }
  });

  test('flips every bit for about half of the seeds, each by itself', () => {
    const words = Array.from({ length: 400 }, (_, seed) => scrambled(0, stream(seed), 0));
    for (let bit = 0; bit < 32; bit++) {
      const ones = words.filter((word) => ((word >>> bit) & 1) === 1).length;
      // 5 standard deviations of 10.
      expect(Math.abs(ones - 200), `bit ${bit}`).toBeLessThan(50);
    }
    expect(new Set(words).size).toBe(400);
  });

  test('differs between steps', () => {
    expect(scrambled(0, stream(1), 0)).not.toBe(scrambled(0, stream(1), 1));
  });
});
