import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Memory, reference, type Window } from '../../kernels/index.js';

const { strongest, windowAppend, windowPurge } = reference;

const createWindow = (slots: number, capacity: number, features: number): Window => ({
  capacity,
  features,
  rows: new Uint16Array(slots * capacity * features),
  counts: new Uint32Array(slots),
  heads: new Uint32Array(slots),
});

const createMemory = (slots: number, capacity: number): Memory => ({
  capacity,
  sums: new Uint32Array(slots * capacity),
  counts: new Uint32Array(slots),
});

const SLOTS = 3;
const FEATURES = 2;

type Step = { kind: 'append'; lengths: number[] } | { kind: 'purge'; modulus: number };
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('append' as const),
      lengths: fc.array(fc.nat(7), { minLength: 3, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('purge' as const), modulus: fc.integer({ min: 1, max: 4 }) }),
  ),
  { maxLength: 12 },
) as fc.Arbitrary<Step[]>;

function groupsOf(lengths: readonly number[]) {
  const starts = lengths.map((_, g) => lengths.slice(0, g).reduce((a, b) => a + b, 0));
  return {
    // Out of order, so that a group's place is not mistaken for its slot.
    slots: Uint32Array.from(lengths, (_, g) => SLOTS - 1 - g),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
  };
}

describe('windows', () => {
  it('hold the most recent rows with their attributes, through any appends and purges', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), steps, (capacity, list) => {
        const window = createWindow(SLOTS, capacity, FEATURES);
        const marks = new Int32Array(SLOTS * capacity);
        const lists: number[][] = Array.from({ length: SLOTS }, () => []);
        let next = 1;
        for (const step of list) {
          if (step.kind === 'append') {
            const groups = groupsOf(step.lengths);
            const total = step.lengths.reduce((a, b) => a + b, 0);
            const ids = Int32Array.from({ length: total }, () => next++);
            const records = Uint16Array.from(
              { length: total * FEATURES },
              (_, i) => ids[i >> 1]! * 2 + (i & 1),
            );
            windowAppend({
              window,
              records,
              groups,
              gate: Uint8Array.from(ids, (id) => (id % 5 === 0 ? 0 : 1)),
              attributes: [{ width: 1, stored: marks, incoming: ids }],
            });
            for (const [g, slot] of groups.slots.entries()) {
              const from = groups.starts[g]!;
              const entering = ids.subarray(from, from + groups.lengths[g]!).filter((id) => id % 5 !== 0);
              lists[slot]!.push(...entering);
              lists[slot]!.splice(0, Math.max(0, lists[slot]!.length - capacity));
            }
          } else {
            const drop = Uint8Array.from(marks, (mark) => (mark % step.modulus === 0 ? 1 : 0));
            const attributes = [{ width: 1, stored: marks }];
            const before = lists.flat().length;
            const dropped = new Uint32Array(SLOTS);
            windowPurge({ window, slots: Uint32Array.of(0, 1, 2), drop, attributes, dropped });
            for (const held of lists)
              held.splice(0, held.length, ...held.filter((id) => id % step.modulus !== 0));
            expect(dropped.reduce((a, b) => a + b, 0)).toBe(before - lists.flat().length);
          }
          for (const [slot, held] of lists.entries()) {
            const [count, head] = [window.counts[slot]!, window.heads[slot]!];
            expect(count).toBe(held.length);
            if (count < capacity) expect(head).toBe(count);
            const oldest = count === capacity ? head : 0;
            for (const [i, id] of held.entries()) {
              const position = slot * capacity + ((oldest + i) % capacity);
              expect(marks[position]).toBe(id);
              expect([...window.rows.subarray(position * 2, position * 2 + 2)]).toEqual([id * 2, id * 2 + 1]);
            }
          }
        }
      }),
    );
  });
});

describe('strongest', () => {
  it('remembers the smallest path sums, the earlier of equals first', () => {
    const rounds = fc.array(
      fc.record({
        sums: fc.array(fc.nat(6), { maxLength: 8 }),
        gate: fc.uint8Array({ minLength: 8, maxLength: 8, max: 1 }),
        forget: fc.boolean(),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), rounds, (capacity, list) => {
        const memory = createMemory(2, capacity);
        const stored = new Int32Array(2 * capacity);
        let held: { sum: number; id: number }[] = [];
        let next = 1;
        for (const { sums, gate, forget } of list) {
          const ids = Int32Array.from(sums, () => next++);
          const groups = {
            slots: Uint32Array.of(1),
            starts: Uint32Array.of(0),
            lengths: Uint32Array.of(sums.length),
          };
          const keep = stored.map((id) => id & 1) as Int32Array;
          strongest({
            memory,
            pathSums: Uint32Array.from(sums),
            groups,
            gate,
            ...(forget && { keep: Uint8Array.from(keep) }),
            attributes: [{ width: 1, stored, incoming: ids }],
          });
          if (forget) held = held.filter(({ id }) => id % 2 === 1);
          held.push(...sums.flatMap((sum, i) => (gate[i] === 1 ? [{ sum, id: ids[i]! }] : [])));
          // Ids rise with arrival.
          held = held.sort((a, b) => a.sum - b.sum || a.id - b.id).slice(0, capacity);
          expect(memory.counts[1]).toBe(held.length);
          expect([...memory.sums.subarray(capacity, capacity + held.length)]).toEqual(
            held.map(({ sum }) => sum),
          );
          expect([...stored.subarray(capacity, capacity + held.length)]).toEqual(held.map(({ id }) => id));
          expect(memory.counts[0]).toBe(0);
        }
      }),
    );
  });
});
