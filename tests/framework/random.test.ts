import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StarlingError } from '../../framework/errors.js';
import { scale, under } from '../../framework/random/draws.js';
import {
  chooseSeed,
  keyOf,
  type RandomCursor,
  RandomStream,
  RandomStreams,
  spawnSeeds,
  streamId,
} from '../../framework/random/index.js';

const u32 = fc.integer({ min: 0, max: 0xffffffff });

describe('the published vectors of Random123 (kat_vectors, philox4x32 with 10 rounds)', () => {
  // counter [block, step, agent, stream], key, the four words
  const vectors: [number[], [number, number], number[]][] = [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ];
  it.each(vectors)('counter %j, key %j', ([block, step, agent, stream], key, words) => {
    const source = new RandomStream(key, stream!);
    // A draw is addressed by block · 4 + word.
    const drawn = source.fill(new Uint32Array(4), agent!, step!, block! * 4);
    expect(Array.from(drawn)).toEqual(words);
  });

  it('come word by word from bits and from a cursor', () => {
    const source = new RandomStream([0, 0], 0);
    const cursor = source.cursor(0, 0);
    for (const [draw, word] of vectors[0]![2].entries()) {
      expect(source.bits(0, 0, draw)).toBe(word);
      expect(cursor.next()).toBe(word);
    }
  });
});

describe('a random stream', () => {
  const stream = new RandomStreams(7).stream('traffic');

  it('does not depend on the order of draws', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(u32, u32, fc.nat(1000)), { minLength: 1 }), (addresses) => {
        const forward = addresses.map((address) => stream.bits(...address));
        const backward = addresses
          .toReversed()
          .map((address) => stream.bits(...address))
          .toReversed();
        expect(backward).toEqual(forward);
      }),
    );
  });

  it('fills the same words that bits gives, from any first draw', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(9), (length, first, agent) => {
        const filled = stream.fill(new Uint32Array(length), agent, 3, first);
        expect(Array.from(filled)).toEqual(Array.from(filled, (_, i) => stream.bits(agent, 3, first + i)));
      }),
    );
  });

  it('differs between names, seeds, agents and steps', () => {
    const words = new Set([
      stream.bits(1, 1, 0),
      stream.bits(2, 1, 0),
      stream.bits(1, 2, 0),
      stream.bits(1, 1, 1),
      new RandomStreams(8).stream('traffic').bits(1, 1, 0),
      new RandomStreams(7).stream('faults').bits(1, 1, 0),
    ]);
    expect(words.size).toBe(6);
  });

  it('refuses two names with one id', () => {
    // Two of the shortest names that FNV-1a maps to one number.
    const streams = new RandomStreams(1);
    const [a, b] = ['costarring', 'liquid'];
    expect(streamId(a!)).toBe(streamId(b!));
    streams.stream(a!);
    expect(() => streams.stream(b!)).toThrow(/same id/);
    expect(streams.stream(a!)).toBe(streams.stream(a!));
  });
});

describe('bounded draws', () => {
  it('are the top 32 bits of word · bound, exactly', () => {
    fc.assert(
      fc.property(u32, fc.integer({ min: 1, max: 2 ** 32 }), (word, bound) => {
        expect(scale(word, bound)).toBe(Number((BigInt(word) * BigInt(bound)) >> 32n));
      }),
    );
  });

  it('compare parts per million exactly', () => {
    fc.assert(
      fc.property(u32, fc.integer({ min: 0, max: 1_000_000 }), (word, ppm) => {
        expect(under(word, ppm)).toBe(BigInt(word) * 1_000_000n < BigInt(ppm) << 32n);
      }),
    );
    expect(under(0, 0)).toBe(false);
    expect(under(0xffffffff, 1_000_000)).toBe(true);
  });

  it('are uniform: χ² of 10 cells over 100 000 draws stays under its 99.9 % point', () => {
    const stream = new RandomStreams('uniform').stream('cells');
    const cells = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) cells[stream.below(10, 0, 0, draw)]!++;
    const statistic = cells.reduce((sum, count) => sum + ((count - 10_000) * (count - 10_000)) / 10_000, 0);
    expect(statistic).toBeLessThan(27.88);
  });

  it('happen as often as they should: 3 standard deviations around 20 % of 100 000', () => {
    const stream = new RandomStreams('chance').stream('rain');
    let hits = 0;
    for (let agent = 0; agent < 100_000; agent++) if (stream.chance(200_000, agent, 5, 0)) hits++;
    expect(Math.abs(hits - 20_000)).toBeLessThan(380);
  });

  it('neighbouring agents are uncorrelated', () => {
    const stream = new RandomStreams('pairs').stream('x');
    let sum = 0;
    for (let agent = 0; agent < 50_000; agent++)
      sum += (stream.bits(agent, 0, 0) / 2 ** 32 - 0.5) * (stream.bits(agent + 1, 0, 0) / 2 ** 32 - 0.5);
    // The mean of 50 000 products has the standard deviation (1/12) / √50 000 ≈ 0.00037.
    expect(Math.abs(sum / 50_000)).toBeLessThan(0.0012);
  });
});

describe('a cursor', () => {
  const cursor = (step = 0) => new RandomStreams('cursor').stream('order').cursor(0, step);

  it('starts the same draws anew at each address', () => {
    const draw = (c: RandomCursor) => Array.from({ length: 9 }, () => c.next());
    expect(draw(cursor())).toEqual(draw(cursor()));
    expect(draw(cursor(1))).not.toEqual(draw(cursor()));
  });

  it('draws the words of its address in order, however many, and goes on from any position', () => {
    const stream = new RandomStreams('cursor').stream('order');
    const words = Array.from(stream.fill(new Uint32Array(900), 3, 2));
    fc.assert(
      fc.property(fc.nat(850), (from) => {
        const random = stream.cursor(3, 2, from);
        for (const [i, word] of words.slice(from).entries()) {
          expect(random.position).toBe(from + i);
          expect(random.next()).toBe(word);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('draws under bounds of more than a word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 32 + 1, max: Number.MAX_SAFE_INTEGER }), (bound) => {
        const random = cursor();
        const drawn = Array.from({ length: 40 }, () => random.below(bound));
        for (const value of drawn)
          expect(Number.isSafeInteger(value) && value >= 0 && value < bound).toBe(true);
        // All in the lower half: 2^−40.
        expect(drawn.some((value) => value >= bound / 2)).toBe(true);
      }),
    );
  });

  it('shuffles rows as it shuffles a list', () => {
    const list = Array.from({ length: 100 }, (_, i) => i);
    expect(Array.from(cursor().shuffle(Uint32Array.from(list)))).toEqual(cursor().shuffle(list));
  });

  it('shuffles in place without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (items) => {
        const shuffled = [...items];
        expect(cursor().shuffle(shuffled)).toBe(shuffled);
        expect(shuffled.toSorted()).toEqual(items.toSorted());
      }),
    );
  });

  it('gives every order of three the same chance', () => {
    const random = cursor();
    const orders = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    // 4.5 standard deviations of a binomial(12 000, 1/6).
    for (const count of orders.values()) expect(Math.abs(count - 2000)).toBeLessThan(185);
  });

  it('samples different elements, all of them when asked for more', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(40), (length, count) => {
        const items = Array.from({ length }, (_, i) => i);
        const sample = cursor().sample(items, count);
        expect(sample.length).toBe(Math.min(length, count));
        expect(new Set(sample).size).toBe(sample.length);
        for (const item of sample) expect(items).toContain(item);
      }),
    );
  });

  it('picks and floats within their range', () => {
    const random = cursor();
    expect(random.pick([])).toBeUndefined();
    let sum = 0;
    for (let i = 0; i < 10_000; i++) {
      expect(['x', 'y']).toContain(random.pick(['x', 'y']));
      const value = random.float();
      expect(value >= 0 && value < 1).toBe(true);
      sum += value;
    }
    expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(0.01);
  });
});

describe('seeds', () => {
  it('take a number and its text for the same, and tell others apart', () => {
    expect(keyOf(7)).toEqual(keyOf('7'));
    const keys = [1, 11, 111, -1, 'a', 'b', 'ä', 'aa'].map((seed) => keyOf(seed).join());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([Number.NaN, 0.5, Number.POSITIVE_INFINITY, 2 ** 53, ''])('refuse %j', (seed) => {
    expect(() => new RandomStreams(seed)).toThrow(StarlingError);
  });

  it('accept 0 as a seed like any other', () => {
    expect(keyOf(0)).not.toEqual(keyOf(1));
    expect(keyOf(-0)).toEqual(keyOf(0));
  });

  it('of replications begin with the root, differ, and do not depend on their number', () => {
    const many = spawnSeeds('root', 500);
    expect(many[0]).toBe('root');
    expect(new Set(many.map(String)).size).toBe(500);
    expect(spawnSeeds('root', 3)).toEqual(many.slice(0, 3));
    expect(spawnSeeds('root', 0)).toEqual([]);
    for (const seed of many.slice(1)) expect(Number.isSafeInteger(seed)).toBe(true);
    expect(spawnSeeds('other', 3).slice(1)).not.toEqual(many.slice(1, 3));
  });

  it('are chosen afresh for those who chose none', () => {
    const chosen = new Set(Array.from({ length: 20 }, chooseSeed));
    expect(chosen.size).toBeGreaterThan(1);
    for (const seed of chosen) expect(() => keyOf(seed)).not.toThrow();
  });
});

it('chooses as the first swaps of a shuffle do, few of many and most of them alike', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), fc.nat(), (length, count, seed) => {
      const chosen = new RandomStreams(seed).stream('choice').cursor(1, 2).choose(length, count);
      const draws = new RandomStreams(seed).stream('choice').cursor(1, 2);
      const all = Array.from({ length }, (_, i) => i);
      for (let i = 0; i < Math.min(count, length); i++) {
        const j = i + draws.below(length - i);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      expect(Array.from(chosen)).toEqual(all.slice(0, count));
    }),
  );
});

it('refuses a bound that no draw could be under, instead of drawing for ever', () => {
  const draws = new RandomStreams(1).stream('bound').cursor(0, 0);
  for (const bound of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => draws.below(bound)).toThrow(`2^53 − 1; got ${bound}`);
  expect(draws.below(2 ** 53 - 1)).toBeLessThan(2 ** 53 - 1);
});
