import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepPaths } from '../../../app/sweep/folder.js';
import { type AnswerFormat, querySweep, Results, writeAnswer } from '../../../app/sweep/results/index.js';
import { keyOf, modelRows, outcomeOf, SweepFolder, sweepOf, Told } from './sweep.js';

/** A sweep that is still driven: two runs are in parts, one is staged, one failed, one is at work, one waits. */
const folder = new SweepFolder();
let results: Results;
/** Temporary files of this process alone. */
const temporary = new SweepFolder();
const before = process.env['TMPDIR'];

beforeAll(() => {
  process.env['TMPDIR'] = temporary.path;
  results = Results.create(folder.path, { ...sweepOf([{ n: 1 }, { n: 2 }], 3), attempts: 1 });
  const ingest = (n: number, ...last: ('succeeded' | 'failed')[]) => {
    const run = new Told(n);
    const records = [run.began(), run.rows('model', modelRows(0, 3, n)), ...last.map((what) => run[what]())];
    results.ingest('s1', { records, offset: n + 1 });
  };
  ingest(0, 'succeeded');
  ingest(3, 'succeeded');
  results.flush();
  ingest(4, 'succeeded');
  ingest(1, 'failed');
  ingest(2);
});
afterAll(() => {
  results.close();
  folder.remove();
  temporary.remove();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
});

async function ask(sql: string) {
  const answer = await querySweep(folder.path, sql);
  try {
    const rows = [];
    for await (const row of answer.rows()) rows.push(row);
    return { columns: answer.columns, rows };
  } finally {
    answer.close();
  }
}

describe('a query', () => {
  it('answers while the sweep is driven: from parts, and from rows that are in none yet', async () => {
    const { columns, rows } = await ask(
      'SELECT n, count(*) AS runs, avg(recall) AS recall FROM runs GROUP BY n ORDER BY n',
    );
    expect(columns).toEqual(['n', 'runs', 'recall']);
    expect(rows).toEqual([
      [1, 1, 0],
      [2, 2, 0.4375],
    ]);
    expect((await ask('SELECT key, sum(share) FROM model GROUP BY key ORDER BY key')).rows).toEqual([
      [keyOf(0), 0.75],
      [keyOf(3), 9.75],
      [keyOf(4), 12.75],
    ]);
  });

  it('knows of every run how it went', async () => {
    const { rows } = await ask(
      'SELECT state, count(*), max(attempts), max(host), max("stage.detect"), max(message) FROM attempts GROUP BY state ORDER BY state',
    );
    expect(rows).toEqual([
      ['failed', 1, 1, 'host', null, 'it broke'],
      ['pending', 1, 0, null, null, null],
      ['running', 1, 1, 'host', null, null],
      ['succeeded', 3, 1, 'host', 0.15, null],
    ]);
  });

  it('finds tables that no run has rows of yet', async () => {
    expect(await ask('SELECT * FROM agents')).toEqual({ columns: ['key', 'step', 'agent'], rows: [] });
  });

  it('gives values as JSON has them', async () => {
    const sql = `SELECT 1::HUGEINT, 9007199254740993, 'NaN'::DOUBLE, DATE '2026-02-01', [1, NULL], {'a': true}, 1.5::DECIMAL(4, 2),
      '\\xAB'::BLOB`;
    expect((await ask(sql)).rows).toEqual([
      [1, '9007199254740993', 'NaN', '2026-02-01T00:00:00.000Z', [1, null], { a: true }, 1.5, 'ab'],
    ]);
  });

  it.each([
    ['SELECT nothing FROM runs', 'Binder error: Referenced column "nothing" not found', 'line 1, column 8'],
    [
      "SELECT 'ä',\n  key FROM\n  runner",
      'Catalog error: Table with name runner does not exist',
      'line 3, column 3',
    ],
    ['SELEC 1', 'Parser error: syntax error at or near "SELEC"', 'line 1, column 1'],
    ["SELECT 'infinity'::TIMESTAMP", 'TIMESTAMP value out of range', undefined],
    ["SELECT error('it is so') FROM model", 'Invalid Input error: it is so', undefined],
    ["SELECT CASE WHEN step = 2 THEN error('late') END FROM model ORDER BY step", 'late', undefined],
  ])('says where it is wrong: %s', async (sql, message, where) => {
    await expect(ask(sql)).rejects.toMatchObject({
      name: 'StarlingError',
      code: 2,
      message: expect.stringContaining(message),
      place: where === undefined ? 'the query' : `the query, ${where}`,
    });
  });

  it('changes nothing in the folder, and leaves nothing behind', async () => {
    const { tables } = sweepPaths(folder.path);
    const state = () => [readdirSync(tables, { recursive: true }), results.runs.version];
    const was = state();
    await ask('SELECT * FROM model');
    await ask('SELEC').catch(() => undefined);
    expect(state()).toEqual(was);
    expect(readdirSync(temporary.path)).toEqual([]);
  });

  it('of a sweep whose results are damaged or gone is an error that names the file', async () => {
    const part = join(sweepPaths(folder.path).tables, 'model', '000001.parquet');
    const bytes = readFileSync(part);
    writeFileSync(part, bytes.subarray(0, bytes.length / 2));
    await expect(ask('SELECT 1')).rejects.toMatchObject({
      name: 'StarlingError',
      message: expect.stringContaining(part),
    });
    rmSync(part);
    await expect(ask('SELECT 1')).rejects.toMatchObject({
      message: 'A part of the results is gone.',
      place: part,
    });
    writeFileSync(part, bytes);
    expect((await ask('SELECT count(*) FROM model')).rows).toEqual([[9]]);
  });

  it('of a folder without a sweep is an error', async () => {
    await expect(querySweep(`${folder.path}/none`, 'SELECT 1')).rejects.toThrow('There is no run table.');
    expect(existsSync(`${folder.path}/none`)).toBe(false);
  });
});

describe('an answer is written', () => {
  async function written(sql: string, format: AnswerFormat) {
    const answer = await querySweep(folder.path, sql);
    let text = '';
    const { rows, more } = await writeAnswer(answer, format, (piece) => {
      text += piece;
    });
    answer.close();
    return { text, rows, more };
  }
  const sql = `SELECT key[63:] AS "the key", share, NULL AS none, 'a, "b"' AS text FROM model WHERE share > 4.3 ORDER BY share`;

  it('as a table', async () => {
    expect(await written(sql, 'table')).toEqual({
      text: 'the key  share  none    text\n04         4.5     –  a, "b"\n',
      rows: 1,
      more: false,
    });
    const long = await written('SELECT * FROM range(5000)', 'table');
    expect([long.rows, long.more]).toEqual([1000, true]);
  });

  it('as CSV', async () => {
    const { text } = await written(sql, 'csv');
    expect(parse(text)).toEqual([
      ['the key', 'share', 'none', 'text'],
      ['04', '4.5', '', 'a, "b"'],
    ]);
    expect((await written('SELECT * FROM range(5000)', 'csv')).rows).toBe(5000);
  });

  it('no faster than it is taken', async () => {
    const answer = await querySweep(folder.path, 'SELECT * FROM range(50)');
    let [busy, most] = [0, 0];
    await writeAnswer(answer, 'csv', async () => {
      most = Math.max(most, ++busy);
      await Promise.resolve();
      busy--;
    });
    answer.close();
    expect([busy, most]).toEqual([0, 1]);
  });

  it('as JSON', async () => {
    expect(JSON.parse((await written(sql, 'json')).text)).toEqual([
      { 'the key': '04', share: 4.5, none: null, text: 'a, "b"' },
    ]);
    expect(JSON.parse((await written('SELECT 1 WHERE false', 'json')).text)).toEqual([]);
    expect(JSON.parse((await written('SELECT 1 AS a, 2 AS a', 'json')).text)).toEqual([{ a: 1, 'a:1': 2 }]);
  });
});

it('outcomes that a run has not are null in its line', async () => {
  const run = new Told(5);
  results.ingest('s2', { records: [run.began(), run.succeeded(outcomeOf(5, { f1: 0.5 }))], offset: 1 });
  expect((await ask('SELECT recall, f1 FROM runs WHERE design = 1 ORDER BY replication')).rows).toEqual([
    [0.375, null],
    [0.5, null],
    [null, 0.5],
  ]);
});
