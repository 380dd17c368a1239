import { describe, expect, it } from 'vitest';
import { Measures } from '../../../model/measures/index.js';

const step = (truth: readonly number[]) => ({
  batch: { offsets: Uint32Array.of(0, 3, 6), records: Uint16Array.from({ length: 6 }, (_, i) => i) },
  truth: Uint8Array.from(truth),
  clock: 0,
});

const scored = Uint8Array.of(1, 1);

describe('Measures', () => {
  it('answers for the step and for the run', () => {
    const measures = new Measures({ nodes: 2, features: 1 });
    measures.observe(0, step([0, 0, 1, 0, 255, 0]), {
      flagged: Uint8Array.of(0, 1, 1, 0, 1, 0),
      pathSums: Uint32Array.of(9, 3, 2, 8, 1, 7),
      scored,
    });
    measures.observe(1, step([0, 0, 1, 1, 0, 0]), {
      flagged: Uint8Array.of(0, 0, 0, 1, 0, 0),
      pathSums: Uint32Array.of(9, 3, 6, 3, 8, 8),
      scored,
    });
    expect(measures.step).toEqual({
      tp: 1,
      fp: 0,
      tn: 4,
      fn: 1,
      precision: 1,
      recall: 0.5,
      f1: 2 / 3,
      fpr: 0,
      auroc: 6.5 / 8,
    });
    expect(measures.total).toEqual({ tp: 2, fp: 1, tn: 7, fn: 1 });
    expect(measures.outcome).toEqual({
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 4 / 6,
      auroc: (8 + 6 + 7) / 24,
      fpr: 1 / 8,
      time_to_protection: null,
      censored: 1,
    });
    expect(measures.series.tp).toEqual([1, 1]);
  });

  it('keeps nodes without a forest out of the AUROC, and absent ones out of everything', () => {
    const measures = new Measures({ nodes: 2, features: 1 });
    const seen = { flagged: new Uint8Array(6), pathSums: Uint32Array.of(1, 1, 1, 5, 6, 7) };
    measures.observe(0, step([1, 1, 1, 0, 0, 0]), { ...seen, scored: Uint8Array.of(0, 1) });
    expect(measures.step).toMatchObject({ fn: 3, tn: 3, auroc: null, recall: 0 });
    measures.observe(1, step([1, 1, 1, 0, 0, 0]), { ...seen, scored, present: Uint8Array.of(0, 1) });
    expect(measures.step).toMatchObject({ fn: 0, tn: 3, auroc: null, recall: null });
  });

  it('passes protection on', async () => {
    const measures = new Measures({ nodes: 2, features: 1 });
    const nothing = { flagged: new Uint8Array(6), pathSums: new Uint32Array(6), scored };
    measures.observe(3, step([0, 4, 0, 0, 0, 4]), nothing);
    await measures.assess(3, Uint8Array.of(1, 1), (_, rows) => new Uint8Array(rows.length));
    await measures.assess(5, Uint8Array.of(1, 1), (_, rows) => new Uint8Array(rows.length).fill(1));
    expect(measures.campaigns).toEqual([{ attack: 4, start: 3, node: 0, records: 2, steps: 2 }]);
    expect(measures.outcome).toMatchObject({ time_to_protection: 2, censored: 0 });
  });
});
