import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openSqlite } from '../../framework/sqlite.js';

test.each([
  ['user_version = 7', {}],
  ['user_version', { simple: true }],
  ['user_version', {}],
  ['trusted_schema = OFF', {}],
  ['trusted_schema = OFF', { simple: true }],
  ['table_info(t)', {}],
])('pragma %s %j answers as better-sqlite3 does', (source, options) => {
  const [ours, theirs] = [openSqlite(':memory:'), new Database(':memory:')].map((database) => {
    database.exec('CREATE TABLE t (a INTEGER, b TEXT)');
    return database.pragma(source, options);
  });
  expect(ours).toEqual(theirs);
});

test('statements run, iterate and take part in transactions', () => {
  const database = openSqlite(':memory:');
  database.exec('CREATE TABLE t (a INTEGER)');
  const insert = database.prepare('INSERT INTO t VALUES (?)');
  const insertAll = database.transaction((values: number[]) => {
    for (const value of values) insert.run(value);
  });
  insertAll.immediate([1, 2, 3]);
  expect([...database.prepare('SELECT a FROM t WHERE a > ?').pluck().iterate(1)]).toEqual([2, 3]);
  expect(() => insertAll([4, {} as number])).toThrow();
  expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(3);
});

test('no connection, statement or iterator is collected, also when nobody holds it', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const made = (() => {
    const database = openSqlite(':memory:');
    const statement = database.prepare('SELECT 1');
    return [{ plain: true }, database, statement, statement.iterate()].map(
      (object) => new WeakRef<object>(object),
    );
  })();
  await new Promise(setImmediate);
  collect();
  expect(made.map((object) => object.deref() !== undefined)).toEqual([false, true, true, true]);
});
