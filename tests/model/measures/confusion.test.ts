import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Confusion, f1, fpr, precision, rates, recall } from '../../../model/measures/index.js';

describe('ratios of a confusion table', () => {
  it('follow their definitions', () => {
    const counts = { tp: 6, fp: 2, tn: 90, fn: 2 };
    expect(precision(counts)).toBe(6 / 8);
    expect(recall(counts)).toBe(6 / 8);
    expect(f1(counts)).toBe(12 / 16);
    expect(fpr(counts)).toBe(2 / 92);
  });

  it('are null where they are undefined', () => {
    expect(rates({ tp: 0, fp: 0, tn: 0, fn: 0 })).toEqual({
      precision: null,
      recall: null,
      f1: null,
      fpr: null,
    });
    expect(rates({ tp: 0, fp: 0, tn: 5, fn: 0 })).toEqual({
      precision: null,
      recall: null,
      f1: null,
      fpr: 0,
    });
    expect(rates({ tp: 0, fp: 0, tn: 0, fn: 3 })).toEqual({ precision: null, recall: 0, f1: 0, fpr: null });
  });
});

describe('Confusion', () => {
  it('counts flags against truth and leaves out what is not scored', () => {
    const confusion = new Confusion();
    confusion.add(0, {
      truth: Uint8Array.of(0, 0, 1, 254, 255, 255, 7),
      flagged: Uint8Array.of(0, 1, 1, 0, 1, 0, 1),
    });
    expect(confusion.total).toEqual({ tp: 2, fp: 1, tn: 1, fn: 1 });
  });

  it('fills steps that saw nothing with zeros and adds up calls for one step', () => {
    const confusion = new Confusion();
    const rows = { truth: Uint8Array.of(1, 0), flagged: Uint8Array.of(1, 0) };
    confusion.add(2, { ...rows, from: 0, to: 1 });
    confusion.add(2, { ...rows, from: 1, to: 2 });
    expect(confusion.series).toEqual({ tp: [0, 0, 1], fp: [0, 0, 0], tn: [0, 0, 1], fn: [0, 0, 0] });
    expect(confusion.at(2)).toEqual({ tp: 1, fp: 0, tn: 1, fn: 0 });
    expect(confusion.at(9)).toEqual({ tp: 0, fp: 0, tn: 0, fn: 0 });
  });

  it('sums to its series, however the rows are cut', () => {
    const row = fc.record({
      truth: fc.constantFrom(0, 1, 3, 255),
      flag: fc.constantFrom(0, 1),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const truth = Uint8Array.from(rows, (r) => r.truth);
        const flagged = Uint8Array.from(rows, (r) => r.flag);
        const whole = new Confusion();
        whole.add(0, { truth, flagged });
        const parts = new Confusion();
        let from = 0;
        rows.forEach(({ cut }, i) => {
          if (!cut) return;
          parts.add(i, { truth, flagged, from, to: i });
          from = i;
        });
        parts.add(rows.length, { truth, flagged, from });
        expect(parts.total).toEqual(whole.total);
        const { tp, fp, tn, fn } = parts.series;
        const sum = (column: readonly number[]) => column.reduce((a, b) => a + b, 0);
        expect({ tp: sum(tp), fp: sum(fp), tn: sum(tn), fn: sum(fn) }).toEqual(whole.total);
        expect(whole.total.tp + whole.total.fn).toBe(rows.filter((r) => r.truth % 255 !== 0).length);
      }),
    );
  });
});
