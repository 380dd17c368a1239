import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, KeyedMessages, MessageColumns, Messages } from '../../../framework/index.js';

const KEYS = 5;
/** [key, value] posts a message, 'flip' flips, 'restore' goes through a checkpoint, 'clear' drops all. */
type Move = readonly [number, number] | 'flip' | 'restore' | 'clear';
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.nat(KEYS - 1), fc.nat(999)) },
  { weight: 2, arbitrary: fc.constant('flip' as const) },
  { weight: 1, arbitrary: fc.constantFrom('restore' as const, 'clear' as const) },
);
const moves = fc.array(move, { maxLength: 150 });

/** Messages in the plainest way: one list, filtered for every reader. */
class Naive {
  posted: (readonly [number, number])[] = [];
  readable: (readonly [number, number])[] = [];

  make(each: Move): void {
    if (each === 'flip') [this.readable, this.posted] = [this.posted, []];
    else if (each === 'clear') [this.readable, this.posted] = [[], []];
    else if (each !== 'restore') this.posted.push(each);
  }

  to(key: number): number[] {
    return this.readable.filter(([to]) => to === key).map(([, value]) => value);
  }
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('messages are what a filter over all of them would find, in the order of posting', () => {
  it('to everybody', () => {
    fc.assert(
      fc.property(moves, (given) => {
        const naive = new Naive();
        let messages = new Messages<{ readonly value: number }>();
        for (const each of given) {
          naive.make(each);
          if (each === 'flip' || each === 'clear') messages[each]();
          else if (each === 'restore') {
            const data = throughJson(messages.save());
            messages = new Messages();
            messages.restore(data);
          } else messages.post({ value: each[1] });
          expect(messages.all.map(({ value }) => value)).toEqual(naive.readable.map(([, value]) => value));
        }
      }),
    );
  });

  it('by key', () => {
    fc.assert(
      fc.property(moves, (given) => {
        const naive = new Naive();
        let messages = new KeyedMessages<number>();
        for (const each of given) {
          naive.make(each);
          if (each === 'flip' || each === 'clear') messages[each]();
          else if (each === 'restore') {
            const data = throughJson(messages.save());
            messages = new KeyedMessages();
            messages.restore(data);
          } else messages.post(...each);
          for (let key = 0; key < KEYS; key++) expect(messages.to(key)).toEqual(naive.to(key));
          expect(messages.keys).toEqual([...new Set(naive.readable.map(([key]) => key))]);
        }
      }),
    );
  });

  it('by key in columns, posted one by one and many at once', () => {
    fc.assert(
      fc.property(moves, fc.boolean(), (given, atOnce) => {
        const naive = new Naive();
        const columns = { value: column(Uint16Array), half: column(Float64Array) };
        let messages = new MessageColumns(KEYS, columns);
        for (const each of given) {
          naive.make(each);
          if (each === 'flip' || each === 'clear') messages[each]();
          else if (each === 'restore') {
            const data = structuredClone(messages.save());
            messages = new MessageColumns(KEYS, columns);
            messages.restore(data);
          } else {
            const [key, value] = each;
            // The same message twice, the second with a key of its own.
            const second = [(key + 1) % KEYS, value + 1] as const;
            naive.make(second);
            if (atOnce)
              messages.postAll([key, second[0]], {
                value: [value, value + 1],
                half: [value / 2, second[1] / 2],
              });
            else {
              messages.post(key, { value, half: value / 2 });
              messages.post(second[0], { value: second[1], half: second[1] / 2 });
            }
          }
          expect(messages.size).toBe(naive.readable.length);
          for (let key = 0; key < KEYS; key++) {
            const expected = naive.to(key);
            expect(Array.from(messages.to(key, 'value'))).toEqual(expected);
            expect(Array.from(messages.to(key, 'half'))).toEqual(expected.map((value) => value / 2));
            const { value } = messages.columns;
            expect(Array.from(value.subarray(messages.start(key), messages.end(key)))).toEqual(expected);
          }
        }
      }),
    );
  });
});

describe('messages', () => {
  it('that are posted while others are read wait for the next flip', () => {
    const messages = new KeyedMessages<string, string>();
    messages.post('ann', 'hello');
    messages.flip();
    for (const word of messages.to('ann')) messages.post('ann', `${word} again`);
    expect(messages.to('ann')).toEqual(['hello']);
    messages.flip();
    expect([messages.to('ann'), messages.to('bob')]).toEqual([['hello again'], []]);
  });

  it('in columns refuse keys out of range, and then post nothing', () => {
    const messages = new MessageColumns(3, { value: column(Int8Array) });
    for (const key of [-1, 3, 0.5, Number.NaN]) {
      expect(() => messages.post(key, { value: 1 })).toThrow(/0 … 2/);
      expect(() => messages.postAll([0, key], { value: [1, 1] })).toThrow(/0 … 2/);
    }
    expect(() => messages.postAll([0, 1], { value: [1] })).toThrow(/2 keys, but 1 values of 'value'/);
    messages.flip();
    expect(messages.size).toBe(0);
    expect(() => new MessageColumns(0, {})).toThrow(/number of keys/);
    expect(() => new MessageColumns(1, { pair: column(Int8Array, [2]) })).toThrow(/one number/);
  });

  it('in columns keep their type over many more than there was room for', () => {
    const messages = new MessageColumns(2, { value: column(Float32Array) });
    for (let i = 0; i < 1000; i++) messages.post(i % 2, { value: i });
    messages.flip();
    expect(messages.columns.value).toBeInstanceOf(Float32Array);
    expect(messages.to(1, 'value')).toEqual(Float32Array.from({ length: 500 }, (_, i) => 2 * i + 1));
  });
});
