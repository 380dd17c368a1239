import { describe, expect, it } from 'vitest';
import { type Agent, type CollectorOptions, DataCollector, type Sink } from '../../../framework/index.js';
import type { Field } from './field.js';

describe('mistakes', () => {
  const options = (given: CollectorOptions<Field, Agent>) => () => new DataCollector<Field, Agent>(given);

  it.each([
    [{ every: 0 }, /'every'/],
    [{ flushEvery: 0.5 }, /'flushEvery'/],
    [{ window: 0 }, /'window'/],
    [{ model: { step: () => 1 } }, /names a column twice/],
    [{ agents: { agent: () => 1 } }, /names a column twice/],
    [{ tables: { t: ['a', 'a'] } }, /names a column twice/],
    [{ tables: { t: ['a', 'A'] } }, /column name 'A'/],
    [{ tables: { '../t': ['a'] } }, /table name/],
    [{ tables: { t: ['drop table"'] } }, /column name/],
    [{ tables: { t: ['__proto__'] } }, /column name/],
    [{ model: {}, tables: { Model: ['a'] } }, /table name 'Model'/],
  ] as [CollectorOptions<Field, Agent>, RegExp][])('%j', (given, message) => {
    expect(options(given)).toThrow(message);
  });

  it('in rows are named: the table, the column, the value', async () => {
    const collector = new DataCollector<Field>({ tables: { t: ['a', 'b'] } });
    expect(() => collector.row('t', { a: 1, b: 2 })).toThrow(/not open/);
    await collector.open();
    expect(() => collector.row('u', {})).toThrow(/no table 'u'/);
    expect(() => collector.row('t', { a: 1 })).toThrow(/lacks its column 'b'/);
    expect(() => collector.row('t', { a: 1, b: 2, c: 3 })).toThrow(/no column 'c'/);
    expect(() => collector.row('t', { a: 1, b: Number.NaN })).toThrow(
      expect.objectContaining({ place: "table 't', column 'b'" }),
    );
    expect(() => collector.row('t', { a: 1, b: 1n as unknown as number })).toThrow(/finite number/);
    collector.row('t', { b: null, a: -0 });
    expect(collector.rows('t')).toEqual([{ a: 0, b: null }]);
    expect(Object.keys(collector.rows('t')[0]!)).toEqual(['a', 'b']);
  });

  it('of one sink do not keep the others from closing', async () => {
    const closed: string[] = [];
    const sink = (name: string, error?: Error): Sink => ({
      open: () => {},
      write: () => {},
      flush: () => {},
      close: () => {
        closed.push(name);
        if (error) throw error;
      },
    });
    const collector = new DataCollector<Field>({ sinks: [sink('a', new Error('a is full')), sink('b')] });
    await collector.open();
    await expect(collector.close()).rejects.toThrow('a is full');
    expect(closed).toEqual(['a', 'b']);
  });
});
