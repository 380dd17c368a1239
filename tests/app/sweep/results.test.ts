import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepPaths } from '../../../app/sweep/folder.js';
import { type OutboxRecord, OutboxWriter } from '../../../app/sweep/outbox/index.js';
import { Results, statusOf } from '../../../app/sweep/results/index.js';
import { keyOf, modelRows, outcomeOf, SweepFolder, sweepOf, Told } from './sweep.js';

let folder: SweepFolder;
let results: Results;
beforeEach(() => {
  folder = new SweepFolder();
});
afterEach(() => {
  results.close();
  folder.remove();
});

let offset = 0;
const ingest = (...records: OutboxRecord[]) => results.ingest('s1', { records, offset: ++offset });
const reopen = (...size: [] | [{ rows: number; bytes: number }]) => {
  results.runs.close();
  results = Results.open(folder.path, ...size);
};
const files = (table: string): string[] => {
  try {
    return readdirSync(join(sweepPaths(folder.path).tables, table)).sort();
  } catch {
    return [];
  }
};
async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
  const all = [];
  for (const name of files(table)) {
    const file = await asyncBufferFromFile(join(sweepPaths(folder.path).tables, table, name));
    all.push(...(await parquetReadObjects({ file })));
  }
  return all.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
    ),
  );
}
const staged = (): number => results.runs.value<number>('SELECT count(*) FROM staged')!;

describe('the results of a sweep', () => {
  it('rows count once their run has succeeded, and then are in a part', async () => {
    results = Results.create(folder.path, sweepOf([{ n: 1 }], 2));
    const [run, other] = [new Told(0), new Told(1)];
    ingest(
      run.began(),
      run.rows('model', modelRows(0, 2)),
      other.began(),
      other.rows('model', modelRows(0, 2)),
    );
    results.flush();
    expect(files('model')).toEqual([]);
    expect(ingest(run.rows('model', modelRows(2, 3)), run.succeeded())).toMatchObject([
      { kind: 'succeeded', key: keyOf(0), counted: true, state: 'succeeded', attempts: 1 },
    ]);
    results.flush();
    expect(await rowsOf('model')).toEqual(
      [0, 1, 2].map((step) => ({ key: keyOf(0), step, share: step / 4 })),
    );
    expect(await rowsOf('runs')).toEqual([
      {
        key: keyOf(0),
        design: 0,
        label: '{"n":1}',
        replication: 0,
        seed: 100,
        digest: 'd0',
        root: null,
        steps: 10,
        agents: 5,
        n: 1,
        recall: 0,
      },
    ]);
    expect(staged()).toBe(1);
  });

  it('rows of an attempt that failed, was drained or lost are gone', () => {
    results = Results.create(folder.path, sweepOf([{}], 3));
    for (const [n, ends] of ['failed', 'drained', 'lost'].entries()) {
      const run = new Told(n);
      ingest(run.began(), run.rows('model', modelRows(0, 5)));
      expect(staged()).toBe(1);
      if (ends === 'failed') ingest(run.failed());
      else if (ends === 'drained') ingest(run.drained());
      else results.runs.lost('s1', 'now', 'killed', '');
      expect(staged()).toBe(0);
    }
  });

  it('of two processes that do one run the rows of the first to end count', async () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const [a, b] = ['host 1', 'host 2'].map((writer) => new Told(0, { writer }));
    ingest(a!.began(), a!.rows('model', modelRows(0, 2)), b!.began(), b!.rows('model', modelRows(0, 2)));
    ingest(a!.rows('model', modelRows(2, 4)), b!.rows('model', modelRows(2, 4)), b!.succeeded());
    expect(ingest(a!.succeeded())).toMatchObject([{ counted: false, state: 'succeeded' }]);
    results.flush();
    expect((await rowsOf('model')).map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    expect(staged()).toBe(0);
    const other = b!.succeeded({ ...outcomeOf(0), digest: 'other' });
    expect(() => ingest(other)).toThrow(/came out twice, and not the same: d0 .* other/);
  });

  it('a file that was never registered goes, and what people put beside the parts stays', () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const run = new Told(0);
    ingest(run.began(), run.rows('model', modelRows(0, 2)), run.succeeded());
    results.flush();
    const { tables } = sweepPaths(folder.path);
    for (const name of ['model/000002.parquet', 'model/000003.parquet.part', 'model/notes.txt', 'notes.txt'])
      writeFileSync(join(tables, name), '');
    mkdirSync(join(tables, 'model', 'mine'));
    reopen();
    expect(files('model')).toEqual(['000001.parquet', 'mine', 'notes.txt']);
    expect(readdirSync(tables).sort()).toEqual(['model', 'notes.txt', 'runs']);
  });

  it('a process that begins a run anew starts with no rows', async () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const [first, again] = [new Told(0), new Told(0)];
    ingest(first.began(), first.rows('model', modelRows(0, 2)));
    ingest(again.began(), again.rows('model', modelRows(0, 3)), again.succeeded());
    results.flush();
    expect(await rowsOf('model')).toHaveLength(3);
  });

  it('a run whose rows did not all arrive has not succeeded', () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const run = new Told(0);
    const rows = run.rows('model', modelRows(0, 2));
    expect(ingest(run.began(), run.succeeded())).toMatchObject([
      { kind: 'began' },
      { kind: 'succeeded', state: 'pending', attempts: 1 },
    ]);
    expect(results.runs.run(keyOf(0))!.failure).toMatchObject({ reason: 'lost' });
    expect(rows.kind).toBe('rows');
  });

  it('what a lost process still says of a run changes nothing where its rows are gone', () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const [orphan, next] = [new Told(0), new Told(0, { attempt: 2, writer: 'host 2' })];
    ingest(orphan.began(), orphan.rows('model', modelRows(0, 2)));
    results.runs.lost('s1', 'now', 'killed', '');
    ingest(orphan.rows('model', modelRows(2, 4)), next.began(), next.rows('model', modelRows(0, 4)));
    expect(ingest(orphan.succeeded())).toMatchObject([{ counted: false, state: 'running' }]);
    expect(ingest(next.succeeded())).toMatchObject([{ counted: true }]);
    results.flush();
    expect(results.runs.value('SELECT sum(rows) FROM part WHERE name = ?', 'model')).toBe(4);
  });

  it('what was taken in is not taken in again, and what was not is', () => {
    results = Results.create(folder.path, sweepOf([{}], 2));
    const writer = new OutboxWriter(sweepPaths(folder.path).outbox('s1'));
    const subject = { key: keyOf(0), attempt: 1 };
    writer.began(subject);
    expect(results.take('s1').map(({ kind }) => kind)).toEqual(['began']);
    reopen();
    writer.rows(subject, { table: 'model', ...modelRows(0, 2) });
    writer.succeeded(subject, outcomeOf(0));
    writer.close();
    expect(results.take('s1').map(({ kind }) => kind)).toEqual(['succeeded']);
    reopen();
    expect(results.take('s1')).toEqual([]);
    expect(results.take('never begun')).toEqual([]);
    results.flush();
    expect(results.runs.all('SELECT name, number, rows FROM part ORDER BY name')).toEqual([
      { name: 'model', number: 1, rows: 2 },
      { name: 'runs', number: 1, rows: 1 },
    ]);
  });

  it('records that come with one that is refused are refused too', () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const run = new Told(0);
    expect(() => ingest(run.began(), new Told(77).began())).toThrow(`The sweep has no run ${keyOf(77)}`);
    expect(results.runs.run(keyOf(0))!.state).toBe('pending');
    expect(results.offset('s1')).toBe(0);
  });

  it('a part is written as soon as there is enough for one', () => {
    results = Results.create(folder.path, sweepOf([{}], 10), { rows: 10, bytes: 1 << 20 });
    for (let n = 0; n < 10; n++) {
      const run = new Told(n);
      ingest(run.began(), run.rows('model', modelRows(0, 4)), run.succeeded());
    }
    expect(files('model')).toEqual(['000001.parquet', '000002.parquet', '000003.parquet']);
    expect(files('runs')).toEqual(['000001.parquet']);
    reopen({ rows: 10, bytes: 100 });
    results.flush();
    expect(files('model')).toHaveLength(4);
  });

  it('a file that a killed driver had not registered is removed, and its rows come again', async () => {
    results = Results.create(folder.path, sweepOf([{}], 1));
    const run = new Told(0);
    ingest(run.began(), run.rows('model', modelRows(0, 2)), run.succeeded());
    results.flush();
    writeFileSync(join(sweepPaths(folder.path).tables, 'model', '000002.parquet'), 'half');
    writeFileSync(join(sweepPaths(folder.path).tables, 'model', '000002.parquet.part'), 'half');
    reopen();
    expect(files('model')).toEqual(['000001.parquet']);
  });

  it('runs with other columns share a part where they can; of one run the order stays', async () => {
    results = Results.create(folder.path, sweepOf([{}], 3));
    const tell = (
      n: number,
      chunks: [type: 'any' | 'number' | 'string', values: (number | string | null)[]][],
    ) => {
      const run = new Told(n);
      const rows = chunks.map(([type, a]) => run.rows('own', { types: { a: type }, columns: { a } }));
      ingest(run.began(), ...rows, run.succeeded());
    };
    tell(0, [['number', [1]]]);
    tell(1, [
      ['any', [null, null]],
      ['string', ['x']],
    ]);
    tell(2, [['any', [null]]]);
    results.flush();
    expect(files('own')).toHaveLength(2);
    const rows = await rowsOf('own');
    expect(rows.filter(({ key }) => key === keyOf(1)).map(({ a }) => a)).toEqual([null, null, 'x']);
    expect(rows).toHaveLength(5);
  });
});

it('the status of a sweep lists every run', async () => {
  results = Results.create(folder.path, sweepOf([{ n: 1 }], 3));
  const [done, broken] = [new Told(0), new Told(1)];
  ingest(done.began(), done.succeeded(), broken.began(), broken.failed());
  const run = { design: 0, replication: 0, seed: 100, seconds: null, error: null, digest: null };
  expect(await statusOf(folder.path)).toEqual({
    name: 'tried',
    state: 'unfinished',
    driven: false,
    counts: { pending: 2, running: 0, succeeded: 1, failed: 0, aborted: 0 },
    runs: [
      { ...run, key: keyOf(0), state: 'succeeded', attempts: 1, digest: 'd0', seconds: 0.25 },
      { ...run, key: keyOf(1), state: 'pending', attempts: 1, replication: 1, seed: 101, error: 'it broke' },
      { ...run, key: keyOf(2), state: 'pending', attempts: 0, replication: 2, seed: 102 },
    ],
  });
  results.runs.abort('now');
  expect((await statusOf(folder.path)).state).toBe('finished');
});
