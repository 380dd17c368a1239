import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../../../framework/index.js';

describe('what fires, and when', () => {
  it('refuses an event in the past, and time that would go back', () => {
    const queue = new EventQueue({ tick: () => {} });
    queue.runTo(5);
    expect(() => queue.at(4, 'tick')).toThrow('Time never goes back: it is 5, and 4 is past.');
    expect(() => queue.after(-1, 'tick')).toThrow(/past/);
    expect(() => queue.every(1, 'tick', undefined, { start: 4.5 })).toThrow(/past/);
    expect(() => queue.runTo(4)).toThrow(/past/);
    expect(() => queue.at(Number.NaN, 'tick')).toThrow(/is a number/);
    expect(() => queue.at(Number.POSITIVE_INFINITY, 'tick')).toThrow(/is a number/);
    expect(queue.size).toBe(0);
    queue.at(5, 'tick');
    expect(queue.runTo(5)).toBe(1);
  });

  it('fires in a step what is due up to and at it, also what is scheduled for now meanwhile', () => {
    const told: [string, number][] = [];
    const queue = new EventQueue({
      say: (word: string, time) => {
        told.push([word, time]);
        if (word === 'first') queue.after(0, 'say', 'echo');
      },
    });
    queue.at(1, 'say', 'at one');
    queue.at(0.5, 'say', 'first');
    queue.at(1.25, 'say', 'later');
    queue.runTo(1);
    expect(told).toEqual([
      ['first', 0.5],
      ['echo', 0.5],
      ['at one', 1],
    ]);
  });

  it('lets a recurring event be cancelled from inside itself', () => {
    let id = 0;
    const times: number[] = [];
    const queue = new EventQueue({
      beat: (_: null, time) => {
        times.push(time);
        if (times.length === 3) expect(queue.cancel(id)).toBe(true);
      },
    });
    id = queue.every(2, 'beat', null);
    queue.runTo(100);
    expect(times).toEqual([2, 4, 6]);
    expect([queue.size, queue.cancel(id)]).toEqual([0, false]);
  });

  it('fires a held event late, and lets a recurring one miss what it would have been', () => {
    const fired: [string, number][] = [];
    const queue = new EventQueue({ say: (word: string, time) => fired.push([word, time]) });
    const once = queue.at(3, 'say', 'once');
    const often = queue.every(2, 'say', 'often', { start: 1 });
    queue.pause(once);
    queue.pause(often);
    queue.runTo(6);
    expect(fired).toEqual([]);
    queue.resume(once);
    queue.resume(often);
    expect(queue.nextTime).toBe(3);
    queue.runTo(7);
    expect(fired).toEqual([
      ['once', 6],
      ['often', 7],
    ]);
  });

  it('decides what a recurring event misses when both its own pause and that of the whole queue are over', () => {
    const times: number[] = [];
    const queue = new EventQueue({ beat: (_: null, time) => times.push(time) });
    const [short, long] = [queue.every(1, 'beat', null, { end: 3 }), queue.every(2, 'beat', null)];
    for (const id of [short, long]) queue.pause(id);
    queue.runTo(2);
    queue.pause();
    queue.runTo(5);
    for (const id of [short, long]) queue.resume(id);
    expect([queue.has(short), queue.has(long), queue.nextTime]).toEqual([true, true, undefined]);
    queue.resume();
    expect([queue.has(short), queue.has(long), queue.nextTime]).toEqual([false, true, 6]);
    queue.runTo(6);
    expect(times).toEqual([6]);
  });

  it('refuses to be run by a handler, and goes on after one that throws', () => {
    const queue = new EventQueue({
      run: () => {
        queue.runNext();
      },
      fail: () => {
        throw new Error('no');
      },
      tick: () => {},
    });
    queue.at(1, 'run');
    queue.at(2, 'fail');
    queue.at(3, 'tick');
    expect(() => queue.runTo(9)).toThrow(/is running/);
    expect(() => queue.runTo(9)).toThrow('no');
    expect([queue.time, queue.runTo(9), queue.time]).toEqual([2, 1, 9]);
  });
});
