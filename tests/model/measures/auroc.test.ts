import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Auroc } from '../../../model/measures/index.js';

interface Row {
  readonly truth: number;
  readonly sum: number;
}

const columns = (rows: readonly Row[]) =>
  [Uint8Array.from(rows, ({ truth }) => truth), Uint32Array.from(rows, ({ sum }) => sum)] as const;

function aurocOf(rows: readonly Row[]): number | null {
  const auroc = new Auroc();
  auroc.add(...columns(rows));
  return auroc.value();
}

/** The definition: over all pairs of an attack and a normal record, the share that the attack wins; a tie is half. */
function naive(rows: readonly Row[]): number | null {
  const attacks = rows.filter(({ truth }) => truth > 0 && truth < 255);
  const normals = rows.filter(({ truth }) => truth === 0);
  let twice = 0;
  for (const attack of attacks)
    for (const normal of normals) twice += attack.sum < normal.sum ? 2 : attack.sum === normal.sum ? 1 : 0;
  return attacks.length * normals.length === 0 ? null : twice / (2 * attacks.length * normals.length);
}

const sums = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 1020, max: 1030 }),
  fc.integer({ min: 0, max: 0xffffff }),
);
const rows = fc.array(fc.record({ truth: fc.constantFrom(0, 0, 1, 254, 255), sum: sums }), { maxLength: 60 });

describe('Auroc', () => {
  it('is 1, 0 and ½ where attacks are below, above and level with normal records', () => {
    const attack = { truth: 1, sum: 5000 };
    expect(aurocOf([attack, { truth: 0, sum: 5001 }])).toBe(1);
    expect(aurocOf([attack, { truth: 0, sum: 4999 }])).toBe(0);
    expect(aurocOf([attack, { truth: 0, sum: 5000 }])).toBe(0.5);
  });

  it('is null without an attack or without a normal record', () => {
    expect(aurocOf([])).toBeNull();
    expect(aurocOf([{ truth: 1, sum: 1 }])).toBeNull();
    expect(
      aurocOf([
        { truth: 0, sum: 1 },
        { truth: 255, sum: 2 },
      ]),
    ).toBeNull();
  });

  it('equals the definition over all pairs, ties included', () => {
    fc.assert(
      fc.property(rows, (all) => {
        expect(aurocOf(all)).toBe(naive(all));
      }),
    );
  });

  it('is the same merged, in parts and after clearing', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const [a, b, parts] = [new Auroc(), new Auroc(), new Auroc()];
        b.add(...columns(first));
        b.clear();
        a.add(...columns(first));
        b.add(...columns(second));
        a.merge(b);
        const both = [...first, ...second];
        parts.add(...columns(both), first.length);
        parts.add(...columns(both), 0, first.length);
        expect(a.value()).toBe(naive(both));
        expect(parts.value()).toBe(naive(both));
        expect(b.value()).toBe(naive(second));
      }),
    );
  });

  it('stays exact where the pairs pass 2^53', () => {
    // Doubling an accumulator into itself 40 times makes 2^40 times the records.
    const auroc = new Auroc();
    auroc.add(Uint8Array.of(1, 1, 0, 0, 0), Uint32Array.of(10, 30, 20, 30, 40));
    const small = auroc.value();
    for (let i = 0; i < 40; i += 1) auroc.merge(auroc);
    expect(auroc.value()).toBe(small);
    expect(small).toBe(4.5 / 6);
  });

  it('refuses a path sum of 2^24', () => {
    expect(() => aurocOf([{ truth: 0, sum: 0x1000000 }])).toThrow(/row 0 is not below 2\^24/);
  });

  it('takes memory by the range of the sums, not by the records', () => {
    const auroc = new Auroc();
    const truth = new Uint8Array(100_000).fill(1);
    auroc.add(
      truth,
      Uint32Array.from(truth, (_, i) => 4096 + (i % 2048)),
    );
    expect(auroc.bytes).toBe(2 * 1024 * 2 * 8);
  });
});
