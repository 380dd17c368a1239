import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CutFor, cut, MOST_RUNS } from '../../../../app/sweep/drive/cut.js';
import { Pace } from '../../../../app/sweep/drive/pace.js';

const SECOND = { least: 0, most: 1 };

const paceOf = (times: Readonly<Record<number, number>>): Pace => {
  const pace = new Pace();
  for (const [design, seconds] of Object.entries(times)) pace.learn(Number(design), seconds);
  return pace;
};

const MINUTES = { least: 60, most: 300 };

/** The first of so many slots. */
const at = (slots: number): CutFor => ({ slots, before: 0 });

const runs = (count: number, design = 0): number[] => Array.from({ length: count }, () => design);

describe('a shard', () => {
  test('is one run while no time is known and a start costs nothing', () => {
    expect(cut(runs(100), at(2), new Pace(), SECOND)).toBe(1);
  });

  test('is the part of its slot while no time is known and a start costs something', () => {
    expect(cut(runs(100), at(3), new Pace(), MINUTES)).toBe(34);
    expect(cut(runs(66), { slots: 3, before: 1 }, new Pace(), MINUTES)).toBe(33);
    expect(cut(runs(1), at(3), new Pace(), MINUTES)).toBe(1);
    expect(cut(runs(10_000), at(2), new Pace(), MINUTES)).toBe(MOST_RUNS);
  });

  test('is as long as those that are cut for other slots at once', () => {
    const second = (count: number) => cut(runs(count), { slots: 2, before: 1 }, paceOf({ 0: 1 }), MINUTES);
    expect(second(50)).toBe(50);
    // More than are worth a start: the slots share what is left.
    expect(second(300)).toBe(75);
  });

  test('is filled with as many runs as take its time', () => {
    expect(cut(runs(1000), at(2), paceOf({ 0: 0.125 }), SECOND)).toBe(8);
  });

  test('holds a run that takes longer, alone', () => {
    expect(cut([0, 1, 1], at(1), paceOf({ 0: 20, 1: 0.1 }), SECOND)).toBe(1);
  });

  test('ends before a long run', () => {
    expect(cut([0, 0, 1, 0], at(1), paceOf({ 0: 0.125, 1: 20 }), SECOND)).toBe(2);
  });

  test('expects of a design without a time what the others take', () => {
    expect(cut(runs(100, 7), at(2), paceOf({ 0: 0.25 }), SECOND)).toBe(4);
  });

  test('becomes shorter towards the end, so that all slots end together', () => {
    expect(cut(runs(16), at(2), paceOf({ 0: 0.125 }), SECOND)).toBe(4);
    expect(cut(runs(2), at(2), paceOf({ 0: 0.125 }), SECOND)).toBe(1);
  });

  test('does not become shorter than is worth its start, nor by much where slots would idle', () => {
    const cuts = (count: number, slots: number) => cut(runs(count), at(slots), paceOf({ 0: 1 }), MINUTES);
    expect(cuts(2000, 2)).toBe(300);
    expect(cuts(400, 2)).toBe(100);
    expect(cuts(200, 2)).toBe(60);
    expect(cuts(100, 2)).toBe(50);
    expect(cuts(100, 4)).toBe(30);
  });

  test('holds no more runs than a small file takes', () => {
    expect(cut(runs(10_000), at(1), paceOf({ 0: 0 }), MINUTES)).toBe(MOST_RUNS);
  });

  test('always takes at least one run and never more than there are, and only its last run passes its time', () => {
    const seconds = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4'), seconds),
        (waiting, slots, times) => {
          const pace = paceOf(times);
          const count = cut(waiting, at(slots), pace, SECOND);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(waiting.length);
          if (count === 1) return;
          const sum = waiting.slice(0, count).reduce((all, design) => all + pace.expected(design)!, 0);
          expect(sum).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

test('a pace follows the newest runs of a design', () => {
  const pace = paceOf({ 0: 1 });
  for (let i = 0; i < 20; i++) pace.learn(0, 3);
  expect(pace.expected(0)).toBeCloseTo(3, 1);
  expect(new Pace().expected(0)).toBeUndefined();
});
