import { describe, expect, it } from 'vitest';
import { DataCollector, DigestSink, type Row } from '../../../framework/index.js';
import type { Field } from './field.js';

describe('the digest of a run', () => {
  const digest = async (rows: Row[], columns = ['a', 'b']) => {
    const sink = new DigestSink();
    const collector = new DataCollector<Field>({ tables: { t: columns }, sinks: [sink] });
    await collector.open();
    for (const row of rows) collector.row('t', row);
    return sink.digest;
  };

  it('is the same for the same rows, in whatever order their keys came', async () => {
    expect(await digest([{ a: 1, b: -0 }])).toBe(await digest([{ b: 0, a: 1 }]));
    expect(await digest([])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differs by value, type, order, and table', async () => {
    const digests = [
      await digest([]),
      await digest([], ['a', 'c']),
      await digest([{ a: 1, b: 2 }]),
      await digest([{ a: 1, b: '2' }]),
      await digest([{ a: 1, b: null }]),
      await digest([
        { a: 1, b: 2 },
        { a: 1, b: 3 },
      ]),
      await digest([
        { a: 1, b: 3 },
        { a: 1, b: 2 },
      ]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
