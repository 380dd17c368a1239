import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../../framework/index.js';

describe('a queue that is saved', () => {
  it('refuses what it could not keep to or save', () => {
    const queue = new EventQueue({ tick: () => {}, take: (_: { readonly a: number }) => {} });
    expect(() => queue.at(1, 'tock' as 'tick')).toThrow(/no handler 'tock'/);
    expect(() => queue.at(1, 'toString' as 'tick')).toThrow(/no handler 'toString'/);
    expect(() => queue.every(0, 'tick')).toThrow(/interval/);
    expect(() => queue.every(Number.NaN, 'tick')).toThrow(/interval/);
    expect(() => queue.every(1, 'tick', undefined, { start: 2, end: 1 })).toThrow(/ends no earlier/);
    expect(() => queue.every(1, 'tick', undefined, { count: 0 })).toThrow(/count/);
    expect(() => queue.every(1, 'tick', undefined, { count: 1.5 })).toThrow(/count/);
    expect(() => queue.at(1, 'tick', undefined, { priority: Number.NaN })).toThrow(/priority/);
    expect(() => queue.at(1, 'tick', undefined, { agent: 3 })).toThrow(/row 3 is none/);
    const map = new Map() as unknown as { readonly a: number };
    expect(() => queue.at(1, 'take', map)).toThrow(/plain data/);
    expect(queue.size).toBe(0);
    queue.at(1, 'take', { a: Number.NaN });
    expect(() => queue.save()).toThrow(/finite/);
  });

  it('tells what it cannot restore, and then stays as it was', () => {
    const owner = { id: 7, alive: true };
    const queue = new EventQueue({ tick: () => {} });
    queue.at(2, 'tick', undefined, { agent: owner });
    const data = queue.save();
    const other = new EventQueue({ tock: () => {} });
    other.at(1, 'tock');
    expect(() => other.restore(data)).toThrow(/Agent 7/);
    expect(() => other.restore(data, () => owner)).toThrow(/no handler 'tick'/);
    expect([other.size, other.nextTime]).toEqual([1, 1]);
  });

  it('saves plain data that later events do not change', () => {
    const queue = new EventQueue({ tick: (_: { readonly list: number[] }) => {} });
    const payload = { list: [1] };
    queue.every(2, 'tick', payload, { count: 3 });
    const data = queue.save();
    payload.list.push(2);
    queue.runTo(4);
    expect(data).toEqual({
      ...{ time: 0, count: 1, paused: false },
      events: [
        {
          ...{ id: 0, name: 'tick', payload: { list: [1] }, time: 2, priority: 0, order: 0, paused: false },
          recurrence: { start: 2, interval: 2, index: 0, left: 3 },
        },
      ],
    });
  });
});
