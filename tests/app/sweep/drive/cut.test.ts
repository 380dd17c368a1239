import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, MOST_RUNS, type Unbegun } from '../../../../app/sweep/drive/cut.js';
import { Pace } from '../../../../app/sweep/drive/pace.js';

const SECOND = { least: 0, most: 1 };

const paceOf = (times: Readonly<Record<number, number>>): Pace => {
  const pace = new Pace();
  for (const [design, seconds] of Object.entries(times)) pace.learn(Number(design), seconds);
  return pace;
};

const MINUTES = { least: 60, most: 300 };

const runs = (count: number, design = 0): number[] => Array.from({ length: count }, () => design);

/** Of such designs, while shards hold so many others of the first. */
const unbegun = (waiting: readonly number[], held = 0): Unbegun => ({ waiting, held: runs(held) });

describe('a shard', () => {
  test('is one run while no time is known and a start costs nothing', () => {
    expect(cut(unbegun(runs(100)), 2, new Pace(), SECOND)).toBe(1);
  });

  test('is the part of its slot while no time is known and a start costs something', () => {
    expect(cut(unbegun(runs(100)), 3, new Pace(), MINUTES)).toBe(34);
    expect(cut(unbegun(runs(66), 34), 3, new Pace(), MINUTES)).toBe(34);
    expect(cut(unbegun(runs(1)), 3, new Pace(), MINUTES)).toBe(1);
    expect(cut(unbegun(runs(10_000)), 2, new Pace(), MINUTES)).toBe(MOST_RUNS);
  });

  test('is as long as others are, by all that is not begun', () => {
    const second = (count: number, held: number) =>
      cut(unbegun(runs(count), held), 2, paceOf({ 0: 1 }), MINUTES);
    expect(second(50, 50)).toBe(50);
    expect(second(300, 100)).toBe(100);
    // What another holds and will give back when its time is up.
    expect(second(60, 60)).toBe(60);
  });

  test('is filled with as many runs as take its time', () => {
    expect(cut(unbegun(runs(1000)), 2, paceOf({ 0: 0.125 }), SECOND)).toBe(8);
  });

  test('holds a run that takes longer, alone', () => {
    expect(cut(unbegun([0, 1, 1]), 1, paceOf({ 0: 20, 1: 0.1 }), SECOND)).toBe(1);
  });

  test('ends before a long run', () => {
    expect(cut(unbegun([0, 0, 1, 0]), 1, paceOf({ 0: 0.125, 1: 20 }), SECOND)).toBe(2);
  });

  test('expects of a design without a time what the others take', () => {
    expect(cut(unbegun(runs(100, 7)), 2, paceOf({ 0: 0.25 }), SECOND)).toBe(4);
  });

  test('becomes shorter towards the end, so that all slots end together', () => {
    expect(cut(unbegun(runs(16)), 2, paceOf({ 0: 0.125 }), SECOND)).toBe(4);
    expect(cut(unbegun(runs(2)), 2, paceOf({ 0: 0.125 }), SECOND)).toBe(1);
  });

  test('does not become shorter than is worth its start, nor by much where slots would idle', () => {
    const cuts = (count: number, slots: number) =>
      cut(unbegun(runs(count)), slots, paceOf({ 0: 1 }), MINUTES);
    expect(cuts(2000, 2)).toBe(300);
    expect(cuts(400, 2)).toBe(100);
    expect(cuts(200, 2)).toBe(60);
    expect(cuts(100, 2)).toBe(50);
    expect(cuts(100, 4)).toBe(30);
  });

  test('holds no more runs than a small file takes', () => {
    expect(cut(unbegun(runs(10_000)), 1, paceOf({ 0: 0 }), MINUTES)).toBe(MOST_RUNS);
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
          const count = cut(unbegun(waiting), slots, pace, SECOND);
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
