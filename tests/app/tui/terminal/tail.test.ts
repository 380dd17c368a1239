import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appended, entries, filtered, latest, NOTHING } from '../../../../app/tui/terminal/state/tail.js';

const numbers = (length: number) => Array.from({ length }, (_, at) => at);

test('what is looked for in the end of a list is what a look through all of it finds', () => {
  fc.assert(
    fc.property(
      fc.nat(900),
      fc.nat(300),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(40),
      (length, more, of, most) => {
        const passes = (entry: number) => entry % of === 0;
        const before = appended(NOTHING, numbers(length));
        filtered(before, String(of), passes);
        const tail = appended(before, numbers(more));
        const all = entries(tail).filter(passes);
        expect(filtered(tail, String(of), passes)).toEqual(all);
        expect(filtered(tail, 'all', () => true)).toEqual(entries(tail));
        expect(latest(tail, most, passes)).toEqual(most === 0 ? [] : all.slice(-most));
      },
    ),
  );
});

test('a line more costs a look through its block alone', () => {
  let looks = 0;
  const passes = () => {
    looks++;
    return true;
  };
  const tail = appended(NOTHING, numbers(5000));
  filtered(tail, 'q', passes);
  looks = 0;
  expect(filtered(appended(tail, [1]), 'q', passes).length).toBe(5001);
  expect(looks).toBeLessThanOrEqual(256);
});
