import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../../framework/index.js';
import { move, play } from './play.js';

describe('the event queue', () => {
  it('does what a sorted list does: with recurrence, cancelling, pausing, removed agents, saving, from inside too', () => {
    fc.assert(
      fc.property(
        fc.array(move, { maxLength: 60 }),
        fc.array(fc.array(move, { maxLength: 2 }), { maxLength: 30 }),
        play,
      ),
      { numRuns: 400 },
    );
  });

  it('pops many events in the order of a sort', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(3)), { maxLength: 400 }), (given) => {
        const fired: number[] = [];
        const queue = new EventQueue({ fire: (id: number) => fired.push(id) });
        for (const [i, [time, rank]] of given.entries()) queue.at(time, 'fire', i, { priority: rank });
        expect(queue.runTo(50)).toBe(given.length);
        const order = [...given.keys()].sort(
          (a, b) => given[a]![0] - given[b]![0] || given[b]![1] - given[a]![1] || a - b,
        );
        expect(fired).toEqual(order);
      }),
    );
  });
});
