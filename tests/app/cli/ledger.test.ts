import fs from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ledgerCommand } from '../../../app/cli/commands/ledger.js';
import { Exit } from '../../../framework/errors.js';
import { LedgerWriter, votesPayload } from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from '../../model/ledger/fixtures.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs `starling ledger …` and returns what it printed. */
function starling(...words: string[]): { out: string; err: string; code: number } {
  const [out, err] = [process.stdout, process.stderr].map((stream) => {
    const written: string[] = [];
    vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    return written;
  });
  process.exitCode = undefined;
  const command = ledgerCommand().exitOverride();
  for (const sub of command.commands) sub.exitOverride();
  try {
    command.parse(words, { from: 'user' });
  } finally {
    vi.restoreAllMocks();
  }
  return { out: out!.join(''), err: err!.join(''), code: Number(process.exitCode ?? 0) };
}

const ID = '0123456789abcdef'.repeat(4);

/** A run directory with a ledger of 61 rows and its manifest. */
function inRun(test: (folder: string, file: string) => void): void {
  inTemporaryFolder((file, folder) => {
    const writer = LedgerWriter.create(file, { origin: 'cli' });
    writer.append(
      entry({ node: 3, signature: ID, payload: { direction: Array.from({ length: 40 }, (_, i) => i) } }),
    );
    writer.commit(0);
    for (let i = 0; i < 58; i += 1)
      writer.append(entry({ kind: 'veto', step: 1, node: i, signature: 'ff00' }));
    writer.append(
      entry({ kind: 'votes', step: 1, signature: ID, payload: votesPayload(Uint8Array.of(1, 2)) }),
    );
    writer.append(
      entry({ kind: 'votes', step: 1, signature: 'ff01', payload: votesPayload(Uint8Array.of(1, 2)) }),
    );
    writer.commit(1);
    const ledger = { path: 'ledger.db', rows: writer.rows, root: writer.root };
    writer.close();
    fs.writeFileSync(`${folder}/manifest.json`, JSON.stringify({ scenario: 'cli', ledger }));
    test(folder, file);
  });
}

describe('starling ledger show', () => {
  it('prints a table', () =>
    inRun((folder) => {
      const { out, err } = starling('show', folder, '--limit', '2');
      expect(out.split('\n').map((line) => line.trimEnd())).toEqual([
        'id  step  kind       node  signature     payload',
        ' 1     0  signature     3  0123456789a…  {"direction":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,2…',
        ' 2     1  veto          0  ff00          {}',
        '',
      ]);
      expect(err).toBe('2 of 61 rows; --limit 61 shows all.\n');
      expect(starling('show', folder).out.split('\n')).toHaveLength(52);
    }));

  it('filters by node, signature, step and kind, and takes the first digits of a signature', () =>
    inRun((folder, file) => {
      const ids = (...words: string[]): number[] =>
        JSON.parse(starling('show', file, '--json', ...words).out).map(({ id }: { id: number }) => id);
      expect(ids('--node', '3')).toEqual([1, 5]);
      expect(ids('--step', '0')).toEqual([1]);
      expect(ids('--kind', 'votes')).toEqual([60, 61]);
      expect(ids('--signature', ID)).toEqual([1, 60]);
      expect(ids('--signature', '0123')).toEqual([1, 60]);
      expect(ids('--signature', 'FF01')).toEqual([61]);
      expect(ids('--node', '3', '--kind', 'veto')).toEqual([5]);
      expect(ids()).toHaveLength(61);
      expect(ids('--limit', '4')).toEqual([1, 2, 3, 4]);
      expect(() => starling('show', folder, '--signature', 'ff0')).toThrow(
        'More than one signature begins with ff0: ff00, ff01.',
      );
      expect(() => starling('show', folder, '--signature', 'abc')).toThrow(
        'No signature in the ledger begins with abc.',
      );
    }));

  it('prints whole rows, and nothing else, as one JSON array', () =>
    inRun((folder) => {
      const { out, err } = starling('show', folder, '--json', '--kind', 'votes', '--signature', ID);
      expect(JSON.parse(out)).toEqual([
        {
          id: 60,
          step: 1,
          kind: 'votes',
          node: null,
          signature: ID,
          payload: { voters: 2, votes: '6' },
          leaf: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ]);
      expect(err).toBe('');
      expect(starling('show', folder, '--json', '--step', '9').out).toBe('[]\n');
      expect(starling('show', folder, '--step', '9')).toMatchObject({ out: '', err: 'No such rows.\n' });
    }));

  it.each([
    ['--node', 'x'],
    ['--step', '-1'],
    ['--limit', '1.5'],
    ['--kind', 'gossip'],
    ['--signature', 'xyz'],
  ])('refuses %s %s', (option, value) =>
    inRun((folder) => {
      expect(() => starling('show', folder, option, value)).toThrow(`'${value}' is invalid`);
    }),
  );
});

describe('starling ledger verify', () => {
  it('compares a run with its manifest', () =>
    inRun((folder) => {
      const { out, err, code } = starling('verify', folder);
      expect(out).toMatch(/ledger\.db: ok, 61 rows in 2 blocks, root [0-9a-f]{64}\n$/);
      expect({ err, code }).toEqual({ err: '', code: Exit.ok });
    }));

  it('says when there is nothing to compare with', () =>
    inRun((folder, file) => {
      expect(starling('verify', file)).toMatchObject({
        err: expect.stringContaining('No manifest'),
        code: Exit.ok,
      });
      fs.writeFileSync(`${folder}/manifest.json`, '{"ledger":null}');
      expect(starling('verify', folder).err).toContain('No manifest');
      fs.rmSync(`${folder}/manifest.json`);
      expect(starling('verify', folder).err).toContain('No manifest');
    }));

  it('follows the manifest to a ledger that was put elsewhere', () =>
    inRun((folder, file) => {
      const [manifest, elsewhere] = [`${folder}/manifest.json`, `${folder}/elsewhere.db`];
      const { ledger } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
      const name = (entry: object) => fs.writeFileSync(manifest, JSON.stringify({ ledger: entry }));
      fs.renameSync(file, elsewhere);
      name({ ...ledger, path: elsewhere });
      const { out } = starling('verify', folder, '--json');
      expect(JSON.parse(out)).toMatchObject({ path: elsewhere, ok: true, checkpoint: { rows: 61 } });
      name({ path: elsewhere, rows: null, root: null });
      expect(starling('verify', folder).err).toContain('No manifest with a final root');
      fs.rmSync(elsewhere);
      expect(() => starling('verify', folder)).toThrow('The ledger that the manifest names is not there.');
    }));

  it('names what was tampered with, and exits with 5', () =>
    inRun((folder, file) => {
      const db = new Database(file);
      db.exec('DROP TRIGGER ledger_refuses_update');
      db.exec('UPDATE ledger SET node = 4 WHERE id = 7');
      db.close();
      const plain = starling('verify', folder);
      expect(plain.code).toBe(Exit.tampered);
      expect(plain.out).toContain('changed    Row 7 was changed: its content does not give its leaf hash.');
      expect(plain.out).toContain('schema     The trigger ledger_refuses_update is missing.');
      expect(plain.out).toContain('ledger.db: TAMPERED, 61 rows in 2 blocks');
      const json = starling('verify', folder, '--json');
      expect(json.code).toBe(Exit.tampered);
      expect(JSON.parse(json.out)).toMatchObject({
        path: file,
        ok: false,
        rows: 61,
        blocks: 2,
        checkpoint: { rows: 61 },
        findings: [
          { kind: 'schema', id: null },
          { kind: 'changed', id: 7 },
        ],
      });
    }));

  it('finds a tail that was cut off', () =>
    inRun((folder, file) => {
      const db = new Database(file);
      for (const table of ['ledger', 'block']) {
        const { sql } = db
          .prepare('SELECT sql FROM sqlite_schema WHERE name = ?')
          .get(`${table}_refuses_delete`) as { sql: string };
        db.exec(`DROP TRIGGER ${table}_refuses_delete; DELETE FROM ${table} WHERE step = 1; ${sql}`);
      }
      db.close();
      const { out, code } = starling('verify', folder);
      expect(out).toContain(
        'truncated  The ledger ends at row 1, the checkpoint saw 61: rows from 2 were cut off.',
      );
      expect(code).toBe(Exit.tampered);
    }));

  it.each([
    ['{', 'The manifest is not JSON'],
    ['{"ledger":{"rows":"61"}}', 'The manifest has no usable checkpoint'],
    ['{"ledger":{"rows":1,"root":"abc"}}', 'The manifest has no usable checkpoint'],
  ])('refuses the manifest %s', (text, message) =>
    inRun((folder) => {
      fs.writeFileSync(`${folder}/manifest.json`, text);
      expect(() => starling('verify', folder)).toThrow(message);
    }),
  );

  it('says what to name instead of a place without a ledger', () =>
    inRun((folder) => {
      expect(() => starling('verify', `${folder}/nowhere`)).toThrow('There is no such run or ledger.');
      fs.mkdirSync(`${folder}/sweep/seed-1`, { recursive: true });
      expect(() => starling('verify', `${folder}/sweep`)).toThrow('The directory holds no ledger.db.');
      fs.renameSync(`${folder}/ledger.db`, `${folder}/sweep/seed-1/ledger.db`);
      expect(() => starling('verify', `${folder}/sweep`)).toThrow(
        expect.objectContaining({
          code: Exit.usage,
          hint: `Name one of the runs in it: ${folder}/sweep/seed-1.`,
        }),
      );
    }));
});
