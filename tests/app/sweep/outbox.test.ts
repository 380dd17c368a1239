import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OutboxRecord, OutboxSink, OutboxWriter, readOutbox } from '../../../app/sweep/outbox/index.js';
import type { Row, RunOutcome } from '../../../framework/index.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-outbox-'));
  path = join(folder, 'outbox', 's1.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const subject = { key: 'ab'.repeat(32), attempt: 2 };
const outcome: RunOutcome = {
  digest: 'cd',
  steps: 1,
  agents: 1,
  root: null,
  outcomes: {},
  seconds: 1,
  timing: { setup_s: 0, run_s: 1, stages: {} },
  peakMb: 50,
};
const all = (from = 0): OutboxRecord[] => [...readOutbox(path, from)].flatMap(({ records }) => records);
const end = (from = 0): number => [...readOutbox(path, from)].at(-1)?.offset ?? from;

describe('an outbox', () => {
  it('gives back what was written, in order, and goes on from an offset', () => {
    const writer = new OutboxWriter(path, { durable: true });
    writer.began(subject);
    const offset = end();
    writer.rows(subject, { table: 'model', types: { step: 'integer' }, columns: { step: [0, 1, 2] } });
    writer.succeeded(subject, outcome);
    writer.failed(subject, 1.5, { reason: 'time', message: 'ä', trace: '' });
    writer.drained(subject);
    writer.close();
    expect(all().map(({ kind }) => kind)).toEqual(['began', 'rows', 'succeeded', 'failed', 'drained']);
    const later = all(offset);
    expect(later).toHaveLength(4);
    expect(later[1]).toMatchObject({ ...subject, outcome, rows: { model: 3 } });
    expect(later[2]).toMatchObject({ seconds: 1.5, failure: { reason: 'time', message: 'ä' } });
    expect(new Set(all().map((record) => record.writer)).size).toBe(1);
    expect(all(end())).toEqual([]);
  });

  it('holds nothing before it is there', () => {
    expect([...readOutbox(path)]).toEqual([]);
  });

  it('counts the rows of the run that was begun last', () => {
    const writer = new OutboxWriter(path);
    const rows = { table: 'model', types: { step: 'integer' }, columns: { step: [0] } } as const;
    for (const attempt of [1, 2]) {
      writer.began({ ...subject, attempt });
      writer.rows({ ...subject, attempt }, rows);
      writer.succeeded({ ...subject, attempt }, outcome);
    }
    writer.close();
    expect(all().flatMap((record) => (record.kind === 'succeeded' ? [record.rows] : []))).toEqual([
      { model: 1 },
      { model: 1 },
    ]);
  });

  it('leaves a last line without its end for later, wherever it was cut', () => {
    const writer = new OutboxWriter(path);
    writer.began(subject);
    const whole = end();
    writer.drained(subject);
    writer.close();
    const bytes = readFileSync(path);
    for (let length = whole; length < bytes.length; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      expect([all().length, end()]).toEqual([1, whole]);
    }
    writeFileSync(path, bytes);
    expect(all(whole).map(({ kind }) => kind)).toEqual(['drained']);
  });

  it('a process that goes on with what another left torn loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 4 }), (cuts) => {
        rmSync(path, { force: true });
        const expected: number[] = [];
        for (const [attempt, cut] of cuts.entries()) {
          const writer = new OutboxWriter(path);
          writer.began({ ...subject, attempt });
          writer.close();
          const size = readFileSync(path).length;
          const line = size - (readFileSync(path).lastIndexOf(0x0a, size - 2) + 1);
          truncateSync(path, size - Math.min(cut, line - 1));
          if (cut === 0) expected.push(attempt);
        }
        const writer = new OutboxWriter(path);
        writer.drained(subject);
        writer.close();
        // A line that lacks its end alone is whole: it is a record when the next process has set it apart.
        const attempts = all()
          .filter(({ kind }) => kind === 'began')
          .map(({ attempt }) => attempt);
        expect(attempts).toEqual(cuts.flatMap((cut, attempt) => (cut <= 1 ? [attempt] : [])));
        expect(attempts).toEqual(expect.arrayContaining(expected));
        expect(all().at(-1)?.kind).toBe('drained');
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['text', 'not json'],
    ['another kind', '{"kind":"other","key":"a","attempt":1}'],
    ['zeros', '\0\0\0'],
  ])('a damaged line is an error with its place: %s', (_, line) => {
    const writer = new OutboxWriter(path);
    writer.began(subject);
    writer.close();
    const offset = end();
    appendFileSync(path, `${line}\n`);
    const damage = expect.objectContaining({
      place: `${path}:2`,
      message: expect.stringContaining('damaged'),
    });
    expect(() => all()).toThrow(damage);
    expect(() => all(offset)).toThrow(damage);
    appendFileSync(path, `${line}\n`);
    expect(() => all(offset)).toThrow(damage);
  });

  it('is read in parts, also where a line is longer than one', () => {
    const writer = new OutboxWriter(path);
    const long = {
      table: 'model',
      types: { text: 'string' },
      columns: { text: ['x'.repeat(3 << 20)] },
    } as const;
    for (let n = 0; n < 3; n++) {
      writer.rows(subject, long);
      for (let k = 0; k < 3000; k++) writer.drained({ ...subject, attempt: k });
    }
    writer.close();
    const parts = [...readOutbox(path)];
    expect(parts.length).toBeGreaterThanOrEqual(3);
    expect(parts.flatMap(({ records }) => records)).toHaveLength(9003);
    expect(parts.at(-1)!.offset).toBe(readFileSync(path).length);
    for (const { offset } of parts) expect(readFileSync(path)[offset - 1]).toBe(0x0a);
  });
});

describe('the sink of an outbox', () => {
  const rowsOf = (table: string): Row[] =>
    all().flatMap((record) => {
      if (record.kind !== 'rows' || record.table !== table) return [];
      const names = Object.keys(record.columns);
      return record.columns[names[0]!]!.map((_, at) =>
        Object.fromEntries(names.map((name) => [name, record.columns[name]![at]!])),
      );
    });

  it('sends rows as they come, and holds no more than a record of them', () => {
    const writer = new OutboxWriter(path);
    const sink = new OutboxSink(writer, subject);
    sink.open([
      { name: 'model', columns: { step: 'integer', share: 'any', note: 'any' } },
      { name: 'empty', columns: { a: 'any' } },
    ]);
    const rows = Array.from({ length: 20_000 }, (_, step) => ({
      step,
      share: step / 3,
      note: step < 10_000 ? null : 'late',
    }));
    let most = 0;
    for (const row of rows) {
      sink.write('model', row);
      sink.flush();
      most = Math.max(most, sink.buffered);
    }
    expect(most).toBeLessThanOrEqual(8192);
    sink.close();
    sink.close();
    writer.close();
    expect(rowsOf('model')).toEqual(rows);
    const types = all().flatMap((record) => (record.kind === 'rows' ? [record.types['note']] : []));
    expect(types).toEqual(['any', 'string', 'string']);
    expect(all().filter((record) => record.kind === 'rows' && record.table === 'empty')).toEqual([]);
  });

  it('refuses a column that changes its type, and names that the sweep needs', () => {
    const writer = new OutboxWriter(path);
    const sink = new OutboxSink(writer, subject);
    sink.open([{ name: 'model', columns: { a: 'any', b: 'integer' } }]);
    sink.write('model', { a: 1, b: 1 });
    expect(() => sink.write('model', { a: 'x', b: 1 })).toThrow("Column 'a' of table 'model' holds numbers");
    expect(() => sink.write('model', { a: 1, b: 0.5 })).toThrow('holds integers');
    expect(() => sink.open([{ name: 'Runs', columns: {} }])).toThrow("a table 'Runs' of its own");
    expect(() => sink.open([{ name: 'mine', columns: { Key: 'any' } }])).toThrow(
      "a column 'key' of their own",
    );
    writer.close();
  });
});
