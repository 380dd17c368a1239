import fs from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { blockHash, LedgerReader, LedgerWriter, leafHash, originHash } from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

describe('a ledger whose making a crash cut short', () => {
  /** The files of a transaction that is under way: `rows` of 4 KiB, with next to no cache to keep them in. */
  function cutShort(file: string, rows: number): void {
    const making = `${file}-making`;
    const db = new Database(making);
    db.pragma('cache_size = 1');
    db.exec('BEGIN IMMEDIATE; CREATE TABLE t (x)');
    for (let i = 0; i < rows; i++) db.prepare('INSERT INTO t VALUES (zeroblob(4096))').run();
    for (const suffix of ['', '-journal']) fs.copyFileSync(making + suffix, file + suffix);
    db.exec('ROLLBACK');
    db.close();
    fs.rmSync(making);
  }

  it.each([
    ['before anything was in its file', 0, false],
    ['with half of it in its file', 100, true],
  ])('%s is made by replay', (_, rows, isFilled) =>
    inTemporaryFolder((file) => {
      cutShort(file, rows);
      expect(fs.statSync(file).size > 0).toBe(isFilled);
      expect(fs.existsSync(`${file}-journal`)).toBe(true);
      const writer = LedgerWriter.replay(file, { origin: 'test' });
      writer.append(entry());
      writer.commit(0);
      writer.close();
      const reader = LedgerReader.open(file);
      expect(reader).toMatchObject({ origin: 'test', rows: 1 });
      reader.close();
    }),
  );
});

describe('LedgerWriter', () => {
  it('commits a block per step, also for a step without rows', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      const leaf = writer.append(entry({ kind: 'genesis', payload: { frame: [1, 2] } }));
      expect(leaf).toBe(
        leafHash(
          '{"kind":"genesis","node":null,"payload":{"frame":[1,2]},"signature":null,"step":0}',
        ).toString('hex'),
      );
      const first = writer.commit(0);
      const second = writer.commit(1);
      writer.append(entry({ step: 2 }));
      writer.append(entry({ step: 2 }));
      const third = writer.commit(2);
      expect(first).toMatchObject({ height: 0, step: 0, firstId: 1, lastId: 1, root: leaf });
      expect(first.previous).toBe(originHash('test').toString('hex'));
      expect(second).toMatchObject({
        height: 1,
        step: 1,
        firstId: 2,
        lastId: 1,
        root: leaf,
        previous: first.hash,
      });
      expect(third).toMatchObject({ height: 2, step: 2, firstId: 2, lastId: 3, previous: second.hash });
      expect(third.hash).toBe(blockHash(third).toString('hex'));
      expect(writer).toMatchObject({ rows: 3, blocks: 3, root: third.root, head: third.hash });
      writer.close();
      writer.close();

      const reader = LedgerReader.open(file);
      expect(reader.origin).toBe('test');
      expect([...reader.blocks()]).toEqual([first, second, third]);
      expect([...reader.blocks(2)]).toEqual([third]);
      expect(reader.verify()).toMatchObject({ rows: 3, root: third.root, head: third.hash, findings: [] });
      reader.close();
      expect(fs.existsSync(`${file}-wal`) && fs.statSync(`${file}-wal`).size > 0).toBe(false);
    }));

  it('gives the same hashes for the same entries, whatever the order of keys, the durability and the interruptions', () =>
    inTemporaryFolder((file, folder) => {
      const once = LedgerWriter.create(file, { origin: 'test' });
      let again = LedgerWriter.create(`${folder}/again.db`, { origin: 'test', synchronous: 'NORMAL' });
      for (let step = 0; step < 20; step += 1) {
        for (let i = 0; i < step % 5; i += 1) {
          once.append(entry({ step, payload: { i, text: 'é', share: 0.25 } }));
          again.append(entry({ step, payload: { share: 0.25, text: 'é', i } }));
        }
        expect(once.commit(step)).toEqual(again.commit(step));
        if (step % 6 === 0) {
          again.close();
          again = LedgerWriter.open(`${folder}/again.db`);
        }
      }
      once.close();
      again.close();
    }));

  it('keeps nothing that was not committed', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      writer.append(entry());
      expect(writer.rows).toBe(0);
      writer.close();
      const reader = LedgerReader.open(file);
      expect(reader.lastBlock()).toBeUndefined();
      expect(reader.verify()).toMatchObject({ rows: 0, blocks: 0, findings: [] });
      reader.close();
    }));

  it('refuses steps that fall, are none, or are not those of the entries, and loses nothing by it', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      writer.commit(3);
      expect(() => writer.commit(2)).toThrow('expected a whole number of at least 3');
      expect(() => writer.commit(3.5)).toThrow("Step 3.5 can't be committed");
      expect(() => writer.append({ ...entry({ step: 4 }), node: -1 })).toThrow('node is -1');
      expect(() => writer.append(entry({ step: 4, payload: { x: Number.NaN } }))).toThrow(
        'not a finite number',
      );
      writer.append(entry({ step: 4 }));
      expect(() => writer.commit(5)).toThrow('an entry of kind signature carries step 4');
      expect(writer.commit(4)).toMatchObject({ height: 1, firstId: 1, lastId: 1 });
      writer.close();
    }));

  it('writes nothing when the database refuses, and can try again', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      const db = new Database(file);
      db.exec(
        "CREATE TRIGGER full AFTER INSERT ON ledger WHEN NEW.id = 2 BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      );
      writer.append(entry());
      writer.append(entry());
      expect(() => writer.commit(0)).toThrow('The ledger refused: disk full');
      expect(writer.rows).toBe(0);
      expect(
        db.prepare('SELECT (SELECT count(*) FROM ledger) + (SELECT count(*) FROM block)').pluck().get(),
      ).toBe(0);
      db.exec('DROP TRIGGER full');
      db.close();
      expect(writer.commit(0)).toMatchObject({ firstId: 1, lastId: 2 });
      writer.close();
    }));

  it('is refused when another writer has gone on', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      const other = LedgerWriter.open(file);
      other.append(entry());
      other.commit(0);
      expect(() => writer.commit(0)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('one writer') }),
      );
      other.close();
      writer.close();
    }));
});

describe('LedgerReader', () => {
  it('reads whole committed steps while a writer works', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      const reader = LedgerReader.open(file);
      for (let step = 0; step < 10; step += 1) {
        writer.append(entry({ step }));
        writer.append(entry({ step }));
        expect(reader.rows).toBe(2 * step);
        expect([...reader.entries()]).toHaveLength(2 * step);
        writer.commit(step);
        expect(reader.verify()).toMatchObject({ rows: 2 * step + 2, findings: [] });
      }
      reader.close();
      writer.close();
    }));

  it('answers by node, signature, step and kind, and together, over many pages', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      const expected = Array.from({ length: 2500 }, (_, i) =>
        entry({
          kind: i % 3 === 0 ? 'veto' : 'signature',
          step: Math.floor(i / 100),
          node: i % 7 === 0 ? null : i % 7,
          signature: i % 5 === 0 ? null : `ab${i % 5}`,
          payload: { i },
        }),
      );
      for (const [i, one] of expected.entries()) {
        writer.append(one);
        if (i % 100 === 99) writer.commit(one.step);
      }
      writer.close();

      const reader = LedgerReader.open(file);
      const ids = (filter: Parameters<typeof reader.entries>[0]): number[] =>
        [...reader.entries(filter)].map((row) => row.id);
      const where = (test: (one: (typeof expected)[number]) => boolean): number[] =>
        expected.flatMap((one, i) => (test(one) ? [i + 1] : []));
      expect(ids({})).toEqual(where(() => true));
      expect(ids({ node: 3 })).toEqual(where(({ node }) => node === 3));
      expect(ids({ node: null })).toEqual(where(({ node }) => node === null));
      expect(ids({ signature: 'ab2' })).toEqual(where(({ signature }) => signature === 'ab2'));
      expect(ids({ step: 12 })).toEqual(where(({ step }) => step === 12));
      expect(ids({ kind: 'signature' })).toEqual(where(({ kind }) => kind === 'signature'));
      expect(ids({ kind: 'veto', node: 3 })).toEqual(
        where(({ kind, node }) => kind === 'veto' && node === 3),
      );
      expect(ids({ kind: 'signature', after: 1000, limit: 1200 })).toEqual(
        where(({ kind }) => kind === 'signature')
          .filter((id) => id > 1000)
          .slice(0, 1200),
      );
      expect(reader.count({ kind: 'veto', node: 3 })).toBe(ids({ kind: 'veto', node: 3 }).length);
      expect(reader.count()).toBe(2500);
      expect(reader.signaturesFrom('ab')).toEqual(['ab1', 'ab2', 'ab3', 'ab4']);
      expect(reader.signaturesFrom('ab', 2)).toEqual(['ab1', 'ab2']);
      expect(reader.entries({ step: 0, limit: 1 }).next().value).toMatchObject(expected[0]!);
      expect(() => ids({ node: 0.5 })).toThrow('Rows by node 0.5: expected a whole number.');
      reader.close();
    }));
});
