import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, nearest } from '../../framework/nearest.js';

describe('what a typo most likely meant', () => {
  const names = ['agents', 'steps', 'seed', 'detector', 'consensus', 'x'];

  test.each([
    ['agnets', 'agents'],
    ['Steps', 'steps'],
    ['sed', 'seed'],
    ['detecter', 'detector'],
    ['consensu', 'consensus'],
  ])('%s: %s', (typed, meant) => {
    expect(nearest(typed, names)).toBe(meant);
  });

  test.each(['colour', '', 'q', 'x'.repeat(100_000)])('%.10s: nothing', (typed) => {
    expect(nearest(typed, names)).toBeUndefined();
  });

  test('the distance is 0 for equal names, symmetric, and one for one edit', () => {
    const name = fc.stringMatching(/^[a-z]{1,20}$/);
    fc.assert(
      fc.property(name, name, fc.nat(), (a, b, at) => {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBe(distance(b, a));
        const cut = at % a.length;
        expect(distance(a, a.slice(0, cut) + a.slice(cut + 1))).toBe(1);
      }),
    );
    expect(distance('agnets', 'agents')).toBe(1);
  });
});
