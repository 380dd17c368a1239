import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Subsampler } from '../../../kernels/forest/tuned/subsample.js';
import { keyOf } from '../../../kernels/index.js';

const address = { key: keyOf('subsample'), stream: 1, agent: 2, step: 3 };

describe('Subsampler', () => {
  it('draws each row once, in ascending order', () => {
    const sizes = fc
      .integer({ min: 1, max: 300 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.integer({ min: 1, max: rows })));
    const sampler = new Subsampler(300);
    fc.assert(
      fc.property(sizes, fc.nat(1023), ([rows, size], tree) => {
        const out = new Uint32Array(size);
        sampler.draw(address, tree, rows, size, out);
        for (let i = 1; i < size; i++) expect(out[i]!).toBeGreaterThan(out[i - 1]!);
        expect(out[size - 1]!).toBeLessThan(rows);
      }),
    );
  });

  it('draws every row about as often, within five standard errors', () => {
    const [rows, size, trees] = [40, 10, 1024];
    const sampler = new Subsampler(rows);
    const counts = new Uint32Array(rows);
    const out = new Uint32Array(size);
    for (let tree = 0; tree < trees; tree++) {
      sampler.draw(address, tree, rows, size, out);
      for (const row of out) counts[row]!++;
    }
    const share = size / rows;
    const error = 5 * Math.sqrt(trees * share * (1 - share));
    for (const count of counts) expect(Math.abs(count - trees * share)).toBeLessThan(error);
  });
});
