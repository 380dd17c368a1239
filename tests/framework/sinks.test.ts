import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CsvSink,
  JsonlSink,
  ParquetSink,
  type Row,
  SqliteSink,
  type TableSchema,
  type Value,
} from '../../framework/index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-sinks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const table: TableSchema = {
  name: 'decisions',
  columns: { step: 'integer', score: 'number', text: 'string', accepted: 'boolean', free: 'any' },
};
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    step: fc.maxSafeInteger(),
    score: orNull(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
    text: orNull(fc.oneof(fc.string(), fc.constantFrom('', 'a,b', '"quoted"', 'line\nbreak', '\r', 'ä 😀'))),
    accepted: orNull(fc.boolean()),
    free: orNull(fc.integer()),
  }),
  { maxLength: 30 },
);

/** What a sink shows while a run goes on, and how many rows it has held at most. */
interface Buffering {
  open(tables: readonly TableSchema[]): void | Promise<void>;
  write(table: string, row: Row): void;
  flush(): void;
  close(): void;
  readonly buffered: number;
}

async function writeAll(sink: Buffering, content: readonly Row[]): Promise<number> {
  await sink.open([table, { name: 'empty', columns: { a: 'any' } }]);
  let most = 0;
  for (const row of content) {
    sink.write('decisions', row);
    most = Math.max(most, sink.buffered);
  }
  sink.close();
  sink.close();
  return most;
}

const numbered = (count: number): Row[] =>
  Array.from({ length: count }, (_, step) => ({
    step,
    score: step / 3,
    text: `t${step}`,
    accepted: null,
    free: 1,
  }));

async function parquet(name: string): Promise<Row[]> {
  const file = await asyncBufferFromFile(join(folder, `${name}.parquet`));
  const found = (await parquetReadObjects({ file })) as Record<string, Value | bigint>[];
  return found.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value]),
    ),
  );
}

function sqlite(name: string): Row[] {
  const database = new Database(join(folder, 'tables.db'), { readonly: true });
  try {
    const booleans = database
      .prepare<[], Record<string, Value>>(`SELECT * FROM "${name}" ORDER BY rowid`)
      .all();
    return booleans.map((row) =>
      'accepted' in row ? { ...row, accepted: row['accepted'] === null ? null : row['accepted'] === 1 } : row,
    );
  } finally {
    database.close();
  }
}

function csv(name: string): string[][] {
  return parse(readFileSync(join(folder, `${name}.csv`)));
}

function jsonl(name: string): Row[] {
  const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as Row);
}

describe('what is written reads back', () => {
  const property = (check: (content: Row[]) => Promise<void>) =>
    fc.assert(fc.asyncProperty(rows, check), { numRuns: 30 });

  it('from CSV, with csv-parse', () =>
    property(async (content) => {
      await writeAll(new CsvSink(folder, { buffer: 7 }), content);
      const cells = content.map((row) =>
        Object.values(row).map((value) => (value === null ? '' : String(value))),
      );
      expect(csv('decisions')).toEqual([Object.keys(table.columns), ...cells]);
      expect(csv('empty')).toEqual([['a']]);
    }));

  it('from JSON lines', () =>
    property(async (content) => {
      await writeAll(new JsonlSink(folder, { buffer: 7 }), content);
      expect(jsonl('decisions')).toEqual(content);
      expect(jsonl('empty')).toEqual([]);
    }));

  it('from SQLite, with better-sqlite3', () =>
    property(async (content) => {
      await writeAll(new SqliteSink(join(folder, 'tables.db'), { buffer: 7 }), content);
      expect(sqlite('decisions')).toEqual(content);
      expect(sqlite('empty')).toEqual([]);
    }));

  it('from Parquet, with hyparquet', () =>
    property(async (content) => {
      await writeAll(new ParquetSink(folder, { rowGroup: 7 }), content);
      expect(await parquet('decisions')).toEqual(content);
      expect(await parquet('empty')).toEqual([]);
    }));
});

describe('a sink holds a bounded number of rows', () => {
  it.each([
    ['CSV', () => new CsvSink(folder, { buffer: 16 })],
    ['JSON lines', () => new JsonlSink(folder, { buffer: 16 })],
    ['SQLite', () => new SqliteSink(join(folder, 'tables.db'), { buffer: 16 })],
    ['Parquet', () => new ParquetSink(folder, { rowGroup: 16 })],
  ])('%s', async (_, sink) => {
    // The header of the empty table, which was not flushed, may wait beside the rows.
    expect(await writeAll(sink(), numbered(1000))).toBeLessThanOrEqual(17);
  });

  it('Parquet in row groups of that size, on disk before the end', async () => {
    const sink = new ParquetSink(folder, { rowGroup: 16 });
    await sink.open([table]);
    const path = join(folder, 'decisions.parquet');
    const sizes: number[] = [];
    for (const row of numbered(50)) {
      sink.write('decisions', row);
      sizes.push(statSync(path).size);
    }
    expect(new Set(sizes).size).toBe(4);
    sink.close();
    const { row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([16, 16, 16, 2]);
  });
});

describe('after a flush, and before the end, a reader sees every row', () => {
  it('of CSV and JSON lines', () => {
    for (const sink of [new CsvSink(folder), new JsonlSink(folder)]) {
      sink.open([table]);
      for (const row of numbered(5)) sink.write('decisions', row);
      sink.flush();
      expect(sink.buffered).toBe(0);
    }
    expect(csv('decisions')).toHaveLength(6);
    expect(jsonl('decisions')).toEqual(numbered(5));
  });

  it('of SQLite', async () => {
    const sink = new SqliteSink(join(folder, 'tables.db'));
    await sink.open([table]);
    for (const row of numbered(5)) sink.write('decisions', row);
    expect(sqlite('decisions')).toEqual([]);
    sink.flush();
    expect(sqlite('decisions')).toEqual(numbered(5));
    sink.close();
  });
});

describe('the types of Parquet columns', () => {
  const open: TableSchema = { name: 'open', columns: { a: 'any', b: 'any', c: 'any', d: 'any' } };

  it('are settled by the first values', async () => {
    const sink = new ParquetSink(folder);
    await sink.open([open]);
    const content: Row[] = [
      { a: null, b: 'x', c: false, d: null },
      { a: 1.5, b: null, c: true, d: null },
    ];
    for (const row of content) sink.write('open', row);
    sink.close();
    expect(await parquet('open')).toEqual(content);
  });

  it('are kept: a value of another type is refused with its place', async () => {
    const sink = new ParquetSink(folder, { rowGroup: 1 });
    await sink.open([open, table]);
    sink.write('open', { a: 1, b: 'x', c: true, d: null });
    expect(() => sink.write('open', { a: 'text', b: 'x', c: true, d: null })).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("column 'a' holds numbers"),
        place: join(folder, 'open.parquet'),
      }),
    );
    expect(() => sink.write('decisions', { ...numbered(1)[0]!, step: 0.5 })).toThrow(/holds integers/);
    sink.close();
  });
});

it('a run into a folder of an earlier run replaces its tables', async () => {
  for (const count of [9, 3]) {
    await writeAll(new CsvSink(folder), numbered(count));
    await writeAll(new SqliteSink(join(folder, 'tables.db')), numbered(count));
    await writeAll(new ParquetSink(folder), numbered(count));
  }
  expect(csv('decisions')).toHaveLength(4);
  expect(sqlite('decisions')).toHaveLength(3);
  expect(await parquet('decisions')).toHaveLength(3);
});

it('a folder that cannot be made is named in the error, whatever the sink', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  const sinks = [
    new CsvSink(path),
    new JsonlSink(path),
    new ParquetSink(path),
    new SqliteSink(join(path, 'x.db')),
  ];
  for (const sink of sinks)
    await expect((async () => sink.open([table]))()).rejects.toThrow(
      expect.objectContaining({ name: 'StarlingError', place: expect.stringContaining(path) }),
    );
  expect(readdirSync(folder)).toEqual(['file']);
});
