import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Agent,
  byAgent,
  column,
  fingerprintOf,
  firstDifference,
  Model,
  Population,
  Scheduler,
} from '../../../framework/index.js';

class Thing extends Agent {
  value: unknown;
  friend: Agent | undefined;
}

class Box extends Model {
  readonly scheduler = new Scheduler([]);
  held: unknown;
}

const boxOf = (held: unknown): Box => Object.assign(new Box(1), { held });
const differ = (one: unknown, other: unknown) =>
  firstDifference(fingerprintOf(boxOf(one)), fingerprintOf(boxOf(other)));

describe('values', () => {
  test('equal ones are equal, however they came about', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withTypedArray: true }), (value) => {
        expect(differ(value, structuredClone(value))).toBeUndefined();
      }),
    );
  });

  test.each<[string, unknown, unknown]>([
    ['−0 and 0', -0, 0],
    ['a number and its text', 1, '1'],
    ['null and undefined', null, undefined],
    ['an empty list and an empty Set', [], new Set()],
    ['lists of other lengths', [undefined], []],
    ['a hole moved', [[1], []], [[], [1]]],
    [
      'the order of a Map',
      new Map([
        [1, 1],
        [2, 1],
      ]),
      new Map([
        [2, 1],
        [1, 1],
      ]),
    ],
    ['the order of a Set', new Set([1, 2]), new Set([2, 1])],
    ['a key', { a: 1 }, { b: 1 }],
    ['the last byte of five', Uint8Array.of(1, 2, 3, 4, 5), Uint8Array.of(1, 2, 3, 4, 6)],
    ['the least bit of a float', 0.1 + 0.2, 0.3],
    [
      'which of two equal objects is shared',
      [{}, {}],
      (() => {
        const one = {};
        return [one, one];
      })(),
    ],
    ['bigints', 1n, 2n],
  ])('%s', (_, one, other) => {
    expect(differ(one, other)).toEqual({ part: 'held', agents: [] });
    expect(differ(one, one)).toBeUndefined();
  });

  test('a cycle ends', () => {
    const ring: unknown[] = [];
    ring.push(ring);
    expect(differ(ring, ring)).toBeUndefined();
    expect(differ(ring, [[]])).toBeDefined();
  });

  test('an object with `save` counts by what it saves', () => {
    class Counter {
      #count: number;
      constructor(count: number) {
        this.#count = count;
      }
      save(): number {
        return this.#count;
      }
      restore(): void {}
    }
    expect(differ(new Counter(1), new Counter(2))).toEqual({ part: 'held', agents: [] });
    expect(differ(new Counter(1), new Counter(1))).toBeUndefined();
  });
});

describe('agents', () => {
  const things = (change: (things: Thing[]) => void) => {
    const box = new Box(1);
    const all = Array.from({ length: 5 }, () => new Thing(box));
    change(all);
    return fingerprintOf(box);
  };
  const same = things(() => undefined);

  test.each<[string, (things: Thing[]) => void, number[]]>([
    [
      'a field',
      (all) => {
        all[3]!.value = 1;
      },
      [3],
    ],
    [
      'a friend',
      (all) => {
        all[1]!.friend = all[2];
        all[4]!.friend = all[0];
      },
      [1, 4],
    ],
    ['one that is gone', (all) => all[2]!.remove(), [2]],
  ])('%s', (_, change, agents) => {
    expect(firstDifference(same, things(change))).toEqual({ part: 'agents', agents });
  });

  test('a friend is the same, whatever has become of it', () => {
    const one = things((all) => {
      all[0]!.friend = all[1];
    });
    const other = things((all) => {
      all[0]!.friend = all[1];
      all[1]!.value = 'changed';
    });
    expect(firstDifference(one, other)).toEqual({ part: 'agents', agents: [1] });
  });
});

test('rows of a population: any change of any column is told by its row, and nothing else is', () => {
  const columns = {
    byte: column(Uint8Array),
    pair: column(Int16Array, [2]),
    float: column(Float64Array),
    single: column(Float32Array, [3]),
  };
  const change = fc.tuple(fc.constantFrom('byte', 'pair', 'float', 'single'), fc.nat(6), fc.nat(2));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 5 }), (changes) => {
      const one = new Population(7, columns);
      const other = new Population(7, columns);
      const changed = new Set<number>();
      for (const [name, row, place] of changes) {
        const values = other.row(name as keyof typeof columns, row);
        values[place % values.length] = 1;
        changed.add(row);
      }
      const difference = differ(one, other);
      expect(difference?.agents ?? []).toEqual([...changed].sort((a, b) => a - b));
    }),
  );
});

test('a model that is traced tells its own parts, by agent where it says so', () => {
  class Private extends Model {
    readonly scheduler = new Scheduler([]);
    readonly #inbox = [[1], [2], [3]];
    get traced() {
      return { inbox: byAgent(3, (agent) => this.#inbox[agent]) };
    }
    put(agent: number): void {
      this.#inbox[agent]!.push(0);
    }
  }
  const [one, other] = [new Private(1), new Private(1)];
  other.put(1);
  expect([...fingerprintOf(one).keys()]).toEqual(['inbox', 'rows']);
  expect(firstDifference(fingerprintOf(one), fingerprintOf(other))).toEqual({ part: 'inbox', agents: [1] });
});
