import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Blacklist } from '../../../model/state/blacklist.js';
import { isHeld, mostOf, settle } from '../../../model/state/knowledge.js';
import type { Signature } from '../../../model/state/signature.js';

const signature = (name: string): Signature => ({
  id: name,
  author: 0,
  step: 0,
  direction: Int8Array.of(127, 0),
  pattern: [1],
  count: 2,
  path: 10,
});

const nodes = (...members: number[]): Uint32Array => Uint32Array.from(members);

/** A list of two entries, and what was done to them by whom. */
const history = fc.array(
  fc.record({
    entry: fc.nat(1),
    members: fc.uniqueArray(fc.nat(4), { minLength: 1 }),
    enters: fc.boolean(),
  }),
  { maxLength: 8 },
);

function listAfter(changes: typeof history extends fc.Arbitrary<infer T> ? T : never): Blacklist {
  const list = new Blacklist(5, 2);
  list.add(signature('a'), 0);
  list.add(signature('b'), 0);
  for (const { entry, members, enters } of changes) {
    if (enters) list.enter(nodes(...members), entry);
    else list.strike(nodes(...members), entry);
  }
  return list;
}

const state = (list: Blacklist): number[][] => list.entries.map((_, e) => [...list.known(e)]);

describe('meeting', () => {
  const pair = fc.uniqueArray(fc.nat(4), { minLength: 2, maxLength: 2 });

  it('is idempotent: who met learns nothing by meeting again', () => {
    fc.assert(
      fc.property(history, pair, (changes, [a, b]) => {
        const list = listAfter(changes);
        list.meet(nodes(a!, b!));
        expect(list.meet(nodes(a!, b!)).size).toBe(0);
      }),
    );
  });

  it('is commutative and associative: all orders in which everyone hears of everyone give one list', () => {
    fc.assert(
      fc.property(history, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (changes, order) => {
        const one = listAfter(changes);
        one.meet(nodes(0, 1, 2, 3, 4));
        const other = listAfter(changes);
        for (const node of order.slice(1)) other.meet(nodes(order[0]!, node));
        for (const node of order.slice(1)) other.meet(nodes(node, order[0]!));
        expect(state(other)).toEqual(state(one));
        expect(one.differsAmong(nodes(0, 1, 2, 3, 4))).toBeUndefined();
      }),
    );
  });

  it('names those that learned', () => {
    const list = listAfter([{ entry: 1, members: [1, 2], enters: true }]);
    expect([...list.meet(nodes(0, 1, 3))]).toEqual([0, 3]);
    expect(list.heldBy(0)).toEqual([1]);
    expect(list.heldBy(4)).toEqual([]);
  });
});

describe('knowledge', () => {
  it('settles as asked, and never falls', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 3, maxLength: 3, max: 100 }), fc.boolean(), (before, held) => {
        const known = Uint8Array.from(before);
        settle(known, [0, 2], held);
        expect(known[1]).toBe(before[1]);
        expect([known[0], known[2]].map((k) => isHeld(k!))).toEqual([held, held]);
        expect(known[0]).toBe(known[2]);
        expect(known[0]).toBeGreaterThanOrEqual(mostOf(before, [0, 2]));
      }),
    );
  });

  it('does not turn what a part never accepted into something gone', () => {
    const list = new Blacklist(4, 2);
    list.add(signature('a'), 0);
    list.enter(nodes(2, 3), 0);
    list.strike(nodes(0, 1), 0);
    list.meet(nodes(0, 1, 2, 3));
    expect(list.heldBy(0)).toEqual([0]);
  });

  it('lets a reunited network hold again what it had struck off', () => {
    const list = new Blacklist(3, 2);
    list.add(signature('a'), 0);
    for (const act of ['enter', 'strike', 'enter'] as const) list[act](nodes(0, 1), 0);
    list.enter(nodes(2), 0);
    list.meet(nodes(0, 1, 2));
    expect(list.heldBy(2)).toEqual([0]);
    list.strike(nodes(0, 1, 2), 0);
    expect(list.heldBy(2)).toEqual([]);
  });
});

describe('a blacklist', () => {
  it('applies what a node holds and has not vetoed', () => {
    const list = listAfter([
      { entry: 0, members: [0, 1], enters: true },
      { entry: 1, members: [0], enters: true },
    ]);
    list.vetoed(0)[0] = 1;
    list.vetoed(1)[1] = 1;
    expect([...list.applies(Uint32Array.of(0, 1, 2))]).toEqual([0, 1, 1, 0, 0, 0]);
    expect([...list.applies(Uint32Array.of(1))]).toEqual([1, 0]);
  });

  it('forgets what nobody holds, and keeps the rest in order', () => {
    const list = listAfter([
      { entry: 0, members: [0], enters: true },
      { entry: 1, members: [3], enters: true },
    ]);
    expect(list.compact()).toBe(false);
    list.strike(nodes(0), 0);
    expect(list.compact()).toBe(true);
    expect(list.entries.map((entry) => entry.signature.id)).toEqual(['b']);
    expect(list.heldBy(3)).toEqual([0]);
    expect(list.indexOf('a')).toBe(-1);
  });

  it('has one hash for equal lists and another for others', () => {
    const list = listAfter([{ entry: 0, members: [0, 1], enters: true }]);
    expect(list.hashOf(1)).toBe(list.hashOf(0));
    expect(list.hashOf(2)).not.toBe(list.hashOf(0));
    expect(list.differsAmong(nodes(0, 1, 2))).toBe(2);
  });
});
