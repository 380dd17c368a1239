import fc from 'fast-check';
import { expect } from 'vitest';
import { EventQueue, type SavedQueue } from '../../../../framework/index.js';
import { NaiveQueue } from './naive-queue.js';

/** What can be done with a queue. */
export type Move =
  | { readonly kind: 'at'; readonly delay: number; readonly priority: number; readonly agent: number }
  | {
      readonly kind: 'every';
      readonly interval: number;
      readonly delay: number;
      readonly length: number;
      readonly count: number;
      readonly priority: number;
      readonly agent: number;
    }
  | { readonly kind: 'cancel' | 'pause' | 'resume'; readonly which: number }
  | { readonly kind: 'pause all' | 'resume all' | 'runNext' | 'restore' }
  | { readonly kind: 'runTo'; readonly delay: number }
  | { readonly kind: 'remove'; readonly agent: number };

const AGENTS = 4;
const priority = fc.integer({ min: -2, max: 2 });
/** AGENTS stands for nobody. */
const agent = fc.nat(AGENTS);
const delay = fc.integer({ min: 0, max: 12 }).map((quarters) => quarters / 4);
/** Any of them. */
export const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('at' as const), delay, priority, agent }),
  fc.record({
    kind: fc.constant('every' as const),
    interval: fc.integer({ min: 1, max: 8 }).map((quarters) => quarters / 4),
    delay,
    length: fc.nat(10),
    count: fc.integer({ min: 1, max: 6 }),
    priority,
    agent,
  }),
  fc.record({
    kind: fc.constantFrom('cancel' as const, 'pause' as const, 'resume' as const),
    which: fc.nat(40),
  }),
  fc.record({
    kind: fc.constantFrom(
      'pause all' as const,
      'resume all' as const,
      'runNext' as const,
      'restore' as const,
    ),
  }),
  fc.record({ kind: fc.constant('runTo' as const), delay }),
  fc.record({ kind: fc.constant('remove' as const), agent: fc.nat(AGENTS - 1) }),
);

/** Makes every move on the queue and on the naive one. What fires makes moves as well: those of its own list. */
export function play(moves: readonly Move[], inside: readonly (readonly Move[])[]): void {
  const fired: [number, number][] = [];
  const expected: [number, number][] = [];
  const agents = Array.from({ length: AGENTS }, (_, id) => ({ id, alive: true }));
  let fires = 0;
  let naiveFires = 0;
  let queue = newQueue();
  const naive: NaiveQueue = new NaiveQueue((id, time) => {
    expected.push([id, time]);
    for (const each of inside[naiveFires++] ?? []) onNaive(each);
  });

  function newQueue() {
    // The payload is the id that the event will have.
    return new EventQueue({
      fire: (id: number, time) => {
        fired.push([id, time]);
        for (const each of inside[fires++] ?? []) onQueue(each);
      },
    });
  }

  function onQueue(each: Move): unknown {
    const owner = 'agent' in each ? agents[each.agent] : undefined;
    const id = queue.save().count;
    switch (each.kind) {
      case 'at':
        return queue.after(each.delay, 'fire', id, { priority: each.priority, agent: owner });
      case 'every': {
        const start = queue.time + each.delay;
        const { interval, count } = each;
        const options = { start, end: start + each.length, count, priority: each.priority, agent: owner };
        return queue.every(interval, 'fire', id, options);
      }
      case 'cancel':
      case 'pause':
      case 'resume':
        return queue[each.kind](each.which);
      case 'pause all':
        return queue.pause();
      case 'resume all':
        return queue.resume();
      default:
        return undefined;
    }
  }

  function onNaive(each: Move): unknown {
    const owner = 'agent' in each ? agents[each.agent] : undefined;
    switch (each.kind) {
      case 'at': {
        const time = naive.time + each.delay;
        return naive.add({
          time,
          priority: each.priority,
          agent: owner,
          interval: undefined,
          end: time,
          left: 1,
        });
      }
      case 'every': {
        const time = naive.time + each.delay;
        const { interval, count: left } = each;
        return naive.add({
          time,
          priority: each.priority,
          agent: owner,
          interval,
          end: time + each.length,
          left,
        });
      }
      case 'cancel':
      case 'pause':
      case 'resume':
        return naive[each.kind](each.which);
      case 'pause all':
        return naive.pause();
      case 'resume all':
        return naive.resume();
      default:
        return undefined;
    }
  }

  for (const each of moves) {
    if (each.kind === 'remove') agents[each.agent]!.alive = false;
    else if (each.kind === 'runTo') {
      queue.runTo(queue.time + each.delay);
      naive.runTo(naive.time + each.delay);
    } else if (each.kind === 'runNext') expect(queue.runNext()).toBe(naive.runNext());
    else if (each.kind === 'restore') {
      const data: SavedQueue = JSON.parse(JSON.stringify(queue.save()));
      queue = newQueue();
      queue.restore(data, (id) => agents[id]);
    } else expect(onQueue(each)).toEqual(onNaive(each));
    expect(fired).toEqual(expected);
    expect([queue.time, queue.size, queue.paused, queue.nextTime]).toEqual([
      naive.time,
      naive.living.length,
      naive.paused,
      naive.next?.time,
    ]);
    for (let id = 0; id < naive.count; id++) expect(queue.has(id)).toBe(naive.find(id) !== undefined);
  }
}
