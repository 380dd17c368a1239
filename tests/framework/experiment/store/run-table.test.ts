import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunReader, RunTable } from '../../../../framework/experiment/store/index.js';
import { at, content, key, TableFolder } from './support.js';

const folder = new TableFolder();

describe('a run table', () => {
  it('holds each run once, with the members that come to it, in order', () => {
    const table = folder.kept(RunTable.create(folder.file, content(3, 2)));
    expect([...table.runs()].map((run) => [run.key, run.design, run.replication, run.seed])).toEqual([
      [key(0), 0, 0, 'root'],
      [key(1), 0, 1, 1],
      [key(2), 1, 0, 'root'],
      [key(3), 1, 1, 1],
    ]);
    expect(table.members(key(1))).toEqual([
      { design: 0, replication: 1, seed: 1, key: key(1) },
      { design: 2, replication: 1, seed: 1, key: key(1) },
    ]);
    expect(table.design(2)).toEqual({ index: 2, label: 'n=2', values: { n: 2 } });
    expect([...table.designs()].map(({ index }) => index)).toEqual([0, 1, 2]);
    expect([...table.runs({ design: 1, state: 'pending' })]).toHaveLength(2);
    expect(table.counts()).toEqual({ pending: 4, running: 0, succeeded: 0, failed: 0, aborted: 0 });
  });

  it('answers a query by rows, by its column and by its first value, in any order', () => {
    const table = folder.kept(RunTable.create(folder.file, content(3, 2)));
    const sql = 'SELECT design FROM run ORDER BY id';
    for (let round = 0; round < 2; round++) {
      expect(table.column(sql)).toEqual([0, 0, 1, 1]);
      expect(table.all(sql)).toEqual([0, 0, 1, 1].map((design) => ({ design })));
      expect(table.value(sql)).toBe(0);
    }
    expect(table.column('SELECT design FROM run WHERE design = ?', 7)).toEqual([]);
  });

  it('is made once, and only in a file of its own', () => {
    folder.kept(RunTable.create(folder.file, content(1, 1)));
    expect(() => RunTable.create(folder.file, content(1, 1))).toThrow('There is a run table already.');
    expect(() => RunReader.open(join(folder.path, 'no.db'))).toThrow('There is no run table.');
    writeFileSync(
      join(folder.path, 'text.db'),
      'no database, but long enough to be looked at as one'.repeat(100),
    );
    expect(() => RunReader.open(join(folder.path, 'text.db'))).toThrow('file is not a database');
  });

  it('is made whole or not at all', () => {
    const broken = { ...content(1, 1), members: [{ design: 7, replication: 0, seed: 1, key: key(0) }] };
    expect(() => RunTable.create(folder.file, broken)).toThrow('FOREIGN KEY');
    expect(folder.kept(RunTable.create(folder.file, content(1, 1))).counts().pending).toBe(1);
  });

  it('tells a watcher on another connection that something changed', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 2)));
    const reader = folder.kept(RunReader.open(folder.file));
    const before = reader.version;
    expect(reader.version).toBe(before);
    table.claim('s1', 1);
    expect(reader.version).not.toBe(before);
    expect(() => reader.all("UPDATE run SET state = 'failed' RETURNING id")).toThrow('readonly');
  });

  it('leaves nothing beside it, whoever is the last to leave', () => {
    for (const [first, last] of [
      ['writer', 'reader'],
      ['reader', 'writer'],
    ] as const) {
      const open = {
        writer: RunTable.create(folder.file, content(1, 2)),
        reader: RunReader.open(folder.file),
      };
      open.writer.claim('s1', 1);
      expect(open.reader.counts().pending).toBe(2);
      open[first].close();
      expect(open[last].one('SELECT shard FROM run WHERE id = 1')).toEqual({ shard: 's1' });
      open[last].close();
      expect(readdirSync(folder.path)).toEqual(['runs.db']);
      rmSync(folder.file);
    }
  });

  it('is not disturbed by watchers that come and go', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 2)));
    for (const shard of ['s1', 's2']) {
      RunReader.open(folder.file).close();
      table.claim(shard, 1);
    }
    expect(table.holders()).toEqual(['s1', 's2']);
  });

  it('keeps requests of other processes until they are answered', () => {
    const driver = folder.kept(RunTable.create(folder.file, content(1, 1)));
    const other = folder.kept(RunTable.open(folder.file));
    other.request('drain', 'process 7', at);
    other.request('cancel', 'process 8', at);
    expect(driver.requests().map(({ kind, by }) => [kind, by])).toEqual([
      ['drain', 'process 7'],
      ['cancel', 'process 8'],
    ]);
    driver.answered(driver.requests()[0]!.id, at);
    expect(driver.requests().map(({ kind }) => kind)).toEqual(['cancel']);
  });
});

it('100,000 runs: each is found, claimed and counted', () => {
  const table = folder.kept(RunTable.create(folder.file, content(1000, 101)));
  expect(table.counts().pending).toBe(999 * 101);
  expect(table.claim('s1', 2000)).toHaveLength(2000);
  let last = '';
  let runs = 0;
  for (const { key, design, replication } of table.runs({ state: 'pending' })) {
    last = `${design}/${replication} ${key}`;
    runs++;
  }
  expect([runs, last]).toEqual([999 * 101, `998/100 ${key(998 * 101 + 100)}`]);
  const plan = table.all<{ detail: string }>(
    'EXPLAIN QUERY PLAN SELECT state, count(*) FROM run GROUP BY state',
  );
  expect(plan.map(({ detail }) => detail)).toEqual(['SCAN run USING COVERING INDEX run_state']);
});
