import { describe, expectTypeOf, it } from 'vitest';
import {
  Agent,
  AgentSet,
  type Agents,
  activate,
  column,
  DoubleBuffer,
  type EventId,
  EventQueue,
  type Iterated,
  KeyedMessages,
  MessageColumns,
  Messages,
  Model,
  type PayloadOf,
  Population,
  RandomStreams,
  runUntil,
  type SavedQueue,
  Scheduler,
  stage,
} from '../../../framework/index.js';

/** The types are the test: `tsc` checks them, and what it should refuse is marked. The bodies are never run. */
const typed = (_: () => void): void => {};
const draws = new RandomStreams(1).stream('types').cursor(0, 0);

class Hare extends Agent {
  hunger = 0;
}

/** A queue whose handlers schedule further events must not need annotations. */
class Warren extends Model {
  readonly agenda = new EventQueue({
    wake: ({ id }: { readonly id: number }, time) => {
      expectTypeOf(time).toEqualTypeOf<number>();
      this.agenda.after(1, 'wake', { id });
    },
    report: () => {},
    count: (n: number) => this.counted(n),
    maybe: (_?: string) => {},
  });
  readonly scheduler = new Scheduler([stage('events', (step) => this.agenda.runTo(step))]);

  counted(n: number): void {
    if (n > 0) this.agenda.at(1, 'count', n - 1);
  }
}
interface Parcel {
  readonly to: number;
  readonly tags?: readonly string[];
}

describe('types', () => {
  it('of regimes: items follow the storage', () =>
    typed(() => {
      const hares = new AgentSet<Hare>();
      const rows = new Population(3, { x: column(Int8Array) });
      activate.sequential(hares, (hare) => expectTypeOf(hare).toEqualTypeOf<Hare>());
      activate.random(rows, (i) => expectTypeOf(i).toEqualTypeOf<number>(), draws);
      activate.simultaneous(
        hares,
        (hare) => expectTypeOf(hare).toEqualTypeOf<Hare>(),
        (hare) => expectTypeOf(hare).toEqualTypeOf<Hare>(),
      );
      activate.staged(rows, [(i) => expectTypeOf(i).toEqualTypeOf<number>()], draws);
      activate.byType(hares, { of: ({ hunger }) => hunger > 3, order: [true, false] }, (hare) =>
        expectTypeOf(hare).toEqualTypeOf<Hare>(),
      );
      activate.byPriority(
        hares,
        ({ hunger }) => hunger,
        () => {},
        { descending: false },
      );
      expectTypeOf(hares).toExtend<Agents<Hare>>();
      expectTypeOf(rows).toExtend<Agents<number>>();
      // @ts-expect-error chance is always a parameter
      activate.random(hares, () => {});
      // @ts-expect-error a key has an order
      activate.byPriority(hares, (hare) => hare, hares.has);
    }));

  it('of the event queue: payloads follow the handler', () =>
    typed(() => {
      const { agenda } = new Warren();
      type Handlers = typeof agenda extends EventQueue<infer H> ? H : never;
      expectTypeOf<PayloadOf<Handlers, 'wake'>>().toEqualTypeOf<{ readonly id: number }>();
      expectTypeOf<PayloadOf<Handlers, 'report'>>().toEqualTypeOf<undefined>();
      expectTypeOf(agenda.at(1, 'wake', { id: 1 })).toEqualTypeOf<EventId>();
      agenda.after(1, 'report');
      agenda.after(1, 'maybe');
      agenda.after(1, 'maybe', 'x', { priority: 2 });
      agenda.every(1, 'report', undefined, { start: 0, count: 3, agent: new Hare(new Warren()) });
      agenda.every(1, 'count', 3, { end: 9, agent: 4 });
      expectTypeOf(agenda.save()).toEqualTypeOf<SavedQueue>();
      // @ts-expect-error no such handler
      agenda.at(1, 'wakes', { id: 1 });
      // @ts-expect-error the payload is missing
      agenda.at(1, 'wake');
      // @ts-expect-error another payload
      agenda.at(1, 'wake', { name: 'x' });
      // @ts-expect-error this handler takes none
      agenda.at(1, 'report', { id: 1 });
      // @ts-expect-error one-off events have no count
      agenda.at(1, 'count', 1, { count: 3 });

      const parcels = new EventQueue({ send: (_: Parcel) => {}, hop: (_: Hare) => {} });
      parcels.at(1, 'send', { to: 3, tags: ['a'] });
      // @ts-expect-error an agent is no plain data
      parcels.at(1, 'hop', new Hare(new Warren()));
    }));

  it('of hooks', () =>
    typed(() => {
      const scheduler = new Scheduler([]);
      expectTypeOf(
        scheduler.after('x', async (step) => expectTypeOf(step).toEqualTypeOf<number>()),
      ).toEqualTypeOf(scheduler);
      // @ts-expect-error a hook belongs to a stage
      scheduler.before(() => {});
    }));

  it('of messages', () =>
    typed(() => {
      const all = new Messages<Parcel>();
      expectTypeOf(all.all).toEqualTypeOf<readonly Parcel[]>();
      // @ts-expect-error readers change nothing
      all.all.push({ to: 1 });
      const topics = new KeyedMessages<number, 'sport' | 'news'>();
      expectTypeOf(topics.to('news')).toEqualTypeOf<readonly number[]>();
      // @ts-expect-error no such topic
      topics.post('weather', 1);
      const places = new KeyedMessages<Parcel>();
      places.post(14, { to: 1 });
      // @ts-expect-error another payload
      places.post(14, { from: 1 });

      const letters = new MessageColumns(9, { from: column(Uint32Array), sum: column(Float64Array) });
      letters.post(1, { from: 2, sum: 0.5 });
      expectTypeOf(letters.columns.from).toExtend<Uint32Array>();
      expectTypeOf(letters.to(1, 'sum')).toExtend<Float64Array>();
      // @ts-expect-error a value is missing
      letters.post(1, { from: 2 });
      // @ts-expect-error no such column
      letters.to(1, 'of');
    }));

  it('of buffers and sub-models', () =>
    typed(() => {
      const buffer = new DoubleBuffer(() => new Uint8Array(2));
      expectTypeOf(buffer.write).toExtend<Uint8Array>();
      // @ts-expect-error the buffers are swapped, not replaced
      buffer.write = new Uint8Array(3);
      const done = runUntil(new Warren(), (warren) => warren.agenda.size === 0, { limit: 3 });
      expectTypeOf(done).toEqualTypeOf<Promise<Iterated>>();
      // @ts-expect-error without a limit it might never end
      runUntil(new Warren(), () => true);
    }));
});
