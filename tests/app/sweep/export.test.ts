import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OutboxRecord } from '../../../app/sweep/outbox/index.js';
import { EXPORT_FORMATS, exportSweep, Results } from '../../../app/sweep/results/index.js';
import { keyOf, modelRows, outcomeOf, SweepFolder, sweepOf, Told } from './sweep.js';

let folder: SweepFolder;
beforeEach(() => {
  folder = new SweepFolder();
});
afterEach(() => folder.remove());

const content = sweepOf([{ n: 1, rule: 'a' }, { n: 0.5 }, { n: 3, rule: 'b' }], 2);

/** What each run's process says, some after an attempt that failed; runs differ in their tables, columns and types. */
function told(n: number): OutboxRecord[] {
  const broken = new Told(n, { writer: `host ${n}` });
  const run = new Told(n, { attempt: n % 2 === 0 ? 1 : 2, writer: `host ${10 + n}` });
  const agents = { step: [0, 0, 1, 1], agent: [1, 0, 0, 1], energy: [n, 0.5, null, 2] };
  return [
    ...(n % 2 === 0 ? [] : [broken.began(), broken.rows('model', modelRows(0, 2, 99)), broken.failed()]),
    run.began(),
    run.rows('model', modelRows(0, 3, n)),
    run.rows('model', modelRows(3, 5, n)),
    run.rows('agents', { types: { step: 'integer', agent: 'integer', energy: 'number' }, columns: agents }),
    // Several rows a step, whose order is the run's own; one column is text in some runs and a number in others.
    run.rows('deals', { types: { step: 'integer', of: 'any' }, columns: { step: [0, 0], of: [null, null] } }),
    ...(n === 1
      ? [
          run.rows('deals', {
            types: { step: 'integer', of: 'string' },
            columns: { step: [0, 0], of: ['z', 'a'] },
          }),
        ]
      : []),
    ...(n === 4
      ? [
          run.rows('deals', {
            types: { step: 'integer', of: 'number' },
            columns: { step: [0, 0], of: [2, 1] },
          }),
        ]
      : []),
    run.succeeded(outcomeOf(n, n < 3 ? { recall: n / 8 } : { f1: 0.25, recall: null })),
  ];
}

interface Course {
  /** Runs in the order in which a record of each is next. */
  readonly turns: readonly number[];
  /** After so many records they are taken in. */
  readonly batch: number;
  /** After so many batches the results are opened anew. */
  readonly reopen: number;
  readonly rows: number;
}

/** Drives a sweep by a course and hashes what it exports. */
async function exported({ turns, batch, reopen, rows }: Course): Promise<Record<string, string>> {
  const place = join(folder.path, 'sweep');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  const size = { rows, bytes: 1 << 20 };
  let results = Results.create(place, content, size);
  const waiting = [0, 1, 2, 3, 4, 5].map(told);
  const next = [...turns, ...waiting.flatMap((records, n) => records.map(() => n))].flatMap(
    (n) => waiting[n]!.shift() ?? [],
  );
  try {
    for (let at = 0, batches = 1; at < next.length; at += batch, batches++) {
      results.ingest('s1', { records: next.slice(at, at + batch), offset: at });
      if (batches % reopen !== 0) continue;
      results.runs.close();
      results = Results.open(place, size);
    }
    const hashes: Record<string, string> = {};
    for (const format of EXPORT_FORMATS)
      for (const path of await exportSweep(place, join(place, 'out'), format))
        hashes[path.slice(place.length)] = createHash('sha256').update(readFileSync(path)).digest('hex');
    return hashes;
  } finally {
    results.close();
  }
}

it('is the same to the byte in whatever order, attempt and batch runs ended', async () => {
  const expected = await exported({ turns: [], batch: 1000, reopen: 1000, rows: 1000 });
  expect(Object.keys(expected)).toHaveLength(12);
  const course = fc.record({
    turns: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
    batch: fc.integer({ min: 1, max: 20 }),
    reopen: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 3, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(course, async (own) => {
      expect(await exported(own)).toEqual(expected);
    }),
    { numRuns: 8 },
  );
});

it('holds every row, sorted by key, then step and agent, then as the run wrote them', async () => {
  await exported({ turns: [5, 4, 3, 2, 1, 0], batch: 1, reopen: 3, rows: 4 });
  const file = (name: string) => join(folder.path, 'sweep', 'out', name);
  expect(readdirSync(file('')).sort()).toEqual(
    ['agents', 'deals', 'model', 'runs'].flatMap((table) =>
      ['csv', 'jsonl', 'parquet'].map((end) => `${table}.${end}`),
    ),
  );
  const model = readFileSync(file('model.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(model).toEqual(
    [0, 1, 2, 3, 4, 5].flatMap((n) =>
      [0, 1, 2, 3, 4].map((step) => ({ key: keyOf(n), step, share: step / 4 + n })),
    ),
  );
  const agents = parse(readFileSync(file('agents.csv')), { columns: true }) as Record<string, string>[];
  expect(agents.slice(0, 4).map(({ step, agent, energy }) => [step, agent, energy])).toEqual([
    ['0', '0', '0.5'],
    ['0', '1', '0.0'],
    ['1', '0', ''],
    ['1', '1', '2.0'],
  ]);
  const runs = (await parquetReadObjects({
    file: await asyncBufferFromFile(file('runs.parquet')),
  })) as Record<string, unknown>[];
  expect(runs.map(({ key, n, rule, recall, f1 }) => [key, n, rule, recall, f1])).toEqual([
    [keyOf(0), 1, 'a', 0, null],
    [keyOf(1), 1, 'a', 0.125, null],
    [keyOf(2), 0.5, null, 0.25, null],
    [keyOf(3), 0.5, null, null, 0.25],
    [keyOf(4), 3, 'b', null, 0.25],
    [keyOf(5), 3, 'b', null, 0.25],
  ]);
  const deals = (await parquetReadObjects({
    file: await asyncBufferFromFile(file('deals.parquet')),
  })) as Record<string, unknown>[];
  expect(deals.filter(({ key }) => key === keyOf(1)).map(({ of }) => of)).toEqual([null, null, 'z', 'a']);
  expect(deals.filter(({ key }) => key === keyOf(4)).map(({ of }) => of)).toEqual([null, null, '2.0', '1.0']);
});
