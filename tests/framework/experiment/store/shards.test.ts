import { describe, expect, it } from 'vitest';
import { RunTable } from '../../../../framework/experiment/store/index.js';
import { at, content, failure, key, outcome, TableFolder } from './support.js';

const folder = new TableFolder();

describe('runs of a shard', () => {
  const begin = (table: RunTable, n: number, attempt = 1) =>
    table.began({ key: key(n), attempt, at }, 's1', 'host');

  it('are claimed in order, and by one shard only', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 5)));
    expect(table.claim('s1', 2).map((run) => run.key)).toEqual([key(0), key(1)]);
    expect(table.claim('s2', 9).map((run) => run.key)).toEqual([key(2), key(3), key(4)]);
    expect(table.claim('s3', 9)).toEqual([]);
    expect(table.holders()).toEqual(['s1', 's2']);
    expect(table.counts().pending).toBe(5);
  });

  it('succeed once, with all that is known of them', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 1)));
    table.claim('s1', 1);
    expect(begin(table, 0)).toMatchObject({ counted: true, state: 'running', attempts: 1 });
    expect(table.succeeded({ key: key(0), attempt: 1, at }, 's1', outcome('aa'))).toMatchObject({
      counted: true,
      state: 'succeeded',
    });
    expect(table.run(key(0))).toMatchObject({
      state: 'succeeded',
      attempts: 1,
      shard: 's1',
      host: 'host',
      started: at,
      ended: at,
      outcome: outcome('aa'),
      failure: null,
    });
  });

  it('a second result counts for nothing where it is equal, and is a loud error where it is not', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 1)));
    table.succeeded({ key: key(0), attempt: 1, at }, 's1', outcome('aa'));
    expect(table.succeeded({ key: key(0), attempt: 2, at }, 's2', outcome('aa')).counted).toBe(false);
    expect(() => table.succeeded({ key: key(0), attempt: 2, at }, 's2', outcome('bb'))).toThrow(
      new RegExp(`${key(0)} came out twice, and not the same: aa .* bb`),
    );
    expect(begin(table, 0, 2).state).toBe('succeeded');
    expect(table.failed({ key: key(0), attempt: 2, at }, failure).state).toBe('succeeded');
  });

  it('fail for good after as many attempts as are allowed, and may be retried as often again', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 1, 2)));
    const attempt = (n: number) => {
      begin(table, 0, n);
      return table.failed({ key: key(0), attempt: n, at }, failure).state;
    };
    expect([attempt(1), attempt(2)]).toEqual(['pending', 'failed']);
    expect(table.run(key(0))!.failure).toEqual(failure);
    expect(table.retry('failed')).toBe(1);
    expect([attempt(3), attempt(4)]).toEqual(['pending', 'failed']);
    expect(table.run(key(0))!.attempts).toBe(4);
  });

  it('what an attempt says after it was given up means nothing, but that it succeeded', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 1)));
    table.claim('s1', 1);
    begin(table, 0);
    table.lost('s1', at, 'its process was killed', '');
    table.claim('s2', 1);
    expect(table.failed({ key: key(0), attempt: 1, at }, failure).counted).toBe(false);
    begin(table, 0, 2);
    expect(table.failed({ key: key(0), attempt: 1, at }, failure)).toMatchObject({
      counted: false,
      state: 'running',
    });
    expect(table.drained({ key: key(0), attempt: 1, at }).counted).toBe(false);
    expect(table.succeeded({ key: key(0), attempt: 1, at }, 's1', outcome('aa')).state).toBe('succeeded');
  });

  it('are pending again when their shard is lost: the one that ran has one attempt less', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 3, 2)));
    for (let times = 1; times <= 2; times++) {
      table.claim('s1', 2);
      begin(table, 0, times);
      table.lost('s1', at, 'killed', 'the end of its log');
    }
    expect([...table.runs()].map(({ state, attempts }) => [state, attempts])).toEqual([
      ['failed', 2],
      ['pending', 0],
      ['pending', 0],
    ]);
    expect(table.run(key(0))!.failure).toEqual({
      reason: 'lost',
      message: 'killed',
      trace: 'the end of its log',
    });
  });

  it('a shard that dies before it begins a run costs its first an attempt: no death goes on for ever', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 2, 1)));
    for (let left = 2; left > 0; left--) {
      expect(table.claim('s', 5)).toHaveLength(left);
      table.lost('s', at, 'killed', '');
    }
    expect(table.counts().failed).toBe(2);
  });

  it('are released without blame: drained, or when who drove the sweep died', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 2, 1)));
    for (let times = 1; times <= 5; times++) {
      table.claim('s1', 2);
      begin(table, 0, times);
      if (times % 2 === 0) table.drained({ key: key(0), attempt: times, at });
      expect(table.release(table.holders())).toBe(times % 2 === 0 ? 1 : 2);
    }
    expect([...table.runs()].map(({ state, attempts }) => [state, attempts])).toEqual([
      ['pending', 5],
      ['pending', 0],
    ]);
  });

  it('are aborted where they have not ended; with those that run only when that is asked for', () => {
    const table = folder.kept(RunTable.create(folder.file, content(1, 3)));
    table.claim('s1', 2);
    begin(table, 0);
    expect(table.abort(at)).toBe(2);
    expect(table.counts()).toMatchObject({ running: 1, aborted: 2 });
    expect(table.abort(at, { running: true })).toBe(1);
    expect(table.began({ key: key(1), attempt: 1, at }, 's1', 'host').state).toBe('aborted');
    expect(table.retry('aborted')).toBe(3);
    expect(table.counts().pending).toBe(3);
  });
});
