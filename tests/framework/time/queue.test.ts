import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agent, EventQueue, Model, type SavedQueue, Scheduler, stage } from '../../../framework/index.js';
import { NaiveQueue } from './naive-queue.js';

type Move =
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
const move: fc.Arbitrary<Move> = fc.oneof(
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
function play(moves: readonly Move[], inside: readonly (readonly Move[])[]): void {
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

  it('never fires an event of a removed agent, kept as an object or in columns', () => {
    class Field extends Model {
      readonly scheduler = new Scheduler([]);
    }
    class Hare extends Agent<Field> {}
    const field = new Field(1);
    const [stays, goes] = [new Hare(field), new Hare(field)];
    const woken: number[] = [];
    const queue = new EventQueue({ wake: (id: number) => woken.push(id) });
    for (const hare of [stays, goes]) queue.every(1, 'wake', hare.id, { agent: hare });
    queue.runTo(1);
    queue.at(2, 'wake', goes.id, { agent: goes });
    goes.remove();
    queue.runTo(2);
    expect(woken).toEqual([0, 1, 0]);
    expect(queue.size).toBe(1);

    // Rows 0 and 1 are left by who lived there; row 1 is given to another.
    const ids = [0, 1, 2];
    const rows = { alive: (row: number) => ids[row]! >= 0, idOf: (row: number) => ids[row]! };
    const agenda = new EventQueue({ wake: (row: number) => woken.push(row) }, { rows });
    for (const row of [0, 1, 2]) agenda.every(1, 'wake', row, { agent: row });
    [ids[0], ids[1]] = [-1, 3];
    woken.length = 0;
    const data = agenda.save();
    expect(data.events).toMatchObject([{ row: 2, agent: 2 }]);
    agenda.runTo(1);
    agenda.restore(data);
    agenda.runTo(1);
    expect(woken).toEqual([2, 2]);
    expect(() => agenda.at(1, 'wake', 0, { agent: 0 })).toThrow(/row 0 is none/);
  });

  it('an agent removed by an event of the same time takes its own with it', () => {
    const [a, b] = [
      { id: 0, alive: true },
      { id: 1, alive: true },
    ];
    const fired: number[] = [];
    const queue = new EventQueue({
      fight: (id: number) => {
        fired.push(id);
        (id === 0 ? b : a).alive = false;
      },
    });
    queue.at(1, 'fight', 0, { agent: a });
    queue.at(1, 'fight', 1, { agent: b });
    queue.runTo(1);
    expect(fired).toEqual([0]);
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

  it('holds nothing of cancelled events, nor of events of removed agents', () => {
    const queue = new EventQueue({ tick: () => {} });
    let most = 0;
    for (let i = 0; i < 20_000; i++) {
      queue.cancel(queue.at(1e6, 'tick'));
      const agent = { id: i, alive: true };
      queue.at(1e6 + 1, 'tick', undefined, { agent });
      agent.alive = false;
      most = Math.max(most, queue.held);
    }
    expect(most).toBeLessThanOrEqual(128);
    expect(queue.size).toBe(0);
  });

  it('holds nothing of paused events whose agents are gone', () => {
    const queue = new EventQueue({ tick: () => {} });
    let most = 0;
    for (let i = 0; i < 5000; i++) {
      const agent = { id: i, alive: true };
      queue.pause(queue.at(i, 'tick', undefined, { agent }));
      queue.runTo(i);
      agent.alive = false;
      most = Math.max(most, queue.held);
    }
    expect(most).toBeLessThanOrEqual(130);
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

describe('events in a model', () => {
  class Clinic extends Model {
    readonly told: string[] = [];
    readonly agenda = new EventQueue({
      arrive: ({ patient }: { patient: number }, time) => {
        this.told.push(`${patient} arrives at ${time}`);
        this.agenda.after(1.5, 'leave', { patient });
      },
      leave: ({ patient }: { patient: number }, time) => this.told.push(`${patient} leaves at ${time}`),
    });
    readonly scheduler = new Scheduler([
      stage('events', (step) => this.agenda.runTo(step)),
      stage('visit', (step) => this.told.push(`visit ${step}`)),
    ]);
  }

  it('mix with steps', async () => {
    const clinic = new Clinic(1);
    clinic.agenda.at(0, 'arrive', { patient: 0 });
    clinic.agenda.at(0.5, 'arrive', { patient: 1 });
    await clinic.run({ steps: 3 });
    expect(clinic.told).toEqual([
      '0 arrives at 0',
      'visit 0',
      '1 arrives at 0.5',
      'visit 1',
      '0 leaves at 1.5',
      '1 leaves at 2',
      'visit 2',
    ]);
  });

  it('can be all there is: a step is an event', async () => {
    class EventsAlone extends Clinic {
      override readonly scheduler = new Scheduler([
        stage('next', () => {
          if (!this.agenda.runNext()) this.stop('Nothing is left to come.');
        }),
      ]);
    }
    const clinic = new EventsAlone(1);
    clinic.agenda.at(0.25, 'arrive', { patient: 0 });
    const end = await clinic.run();
    expect(end).toMatchObject({ cause: 'stop', steps: 3 });
    expect([clinic.told, clinic.agenda.time]).toEqual([['0 arrives at 0.25', '0 leaves at 1.75'], 1.75]);
  });
});
