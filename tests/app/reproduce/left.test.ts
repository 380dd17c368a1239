import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readManifest, writeManifest } from '../../../app/run/manifest.js';
import { Exit } from '../../../framework/errors.js';
import { openSqlite } from '../../../framework/sqlite.js';
import { workplace } from './support.js';

const { folder, cwd, tiny, reproduce, run } = workplace();

/** A recorded run of the tiny scenario, its tables in some format. */
const record = (name: string, format: string, ...words: string[]) =>
  run(
    tiny,
    '--device',
    'cpu',
    '--set',
    `collect.format=${format}`,
    '--set',
    'collect.agents=true',
    '--out',
    name,
    ...words,
  );

describe.each(['parquet', 'csv', 'jsonl', 'sqlite'])('tables in %s', (format) => {
  test('an undisturbed run is reproduced', async () => {
    await record(`good-${format}`, format);
    const { code, out } = await reproduce(`good-${format}`);
    expect(code).toBe(0);
    // Three steps: a row of the model and six of its nodes each.
    expect(out).toMatch(
      /reproduced: 21 rows, \d+ ledger entries equal; digest ([0-9a-f]{64}) then, \1 now\n$/,
    );
  });
});

describe('a recorded row that was changed', () => {
  const change = (file: string, from: RegExp | string, to: string) => {
    const path = join(cwd, file);
    const text = readFileSync(path, 'utf8');
    expect(text.replace(from, to)).not.toBe(text);
    writeFileSync(path, text.replace(from, to));
  };

  test('in a table of JSON lines', async () => {
    await record('changed-jsonl', 'jsonl');
    change('changed-jsonl/agents.jsonl', /("step":1,"agent":4,.*"reputation":)\d+/, '$17');
    const { code, out } = await reproduce('changed-jsonl');
    expect(code).toBe(Exit.differs);
    expect(out).toMatch(
      /^changed-jsonl: not reproduced: first in step 1, agent 4\n {2}table agents: reputation was 7 and is \d+\n/,
    );
    expect(out).toContain('With a trace (starling run --trace)');
  });

  test('in CSV, and one that is gone', async () => {
    await record('changed-csv', 'csv');
    change('changed-csv/model.csv', /^2,(\d+)/m, '2,99');
    expect((await reproduce('changed-csv')).out).toContain(
      'first in step 2\n  table model: clock was "99" and is',
    );
    await record('short-csv', 'csv');
    change('short-csv/agents.csv', /^2,5,.*\n/m, '');
    expect((await reproduce('short-csv')).out).toContain(
      'first in step 2, agent 5\n  table agents: this row was not recorded',
    );
  });

  test('in SQLite, and one too many', async () => {
    await record('changed-sqlite', 'sqlite');
    const database = openSqlite(join(cwd, 'changed-sqlite/tables.db'));
    database.exec('INSERT INTO agents SELECT * FROM agents WHERE step = 2 AND agent = 3');
    database.close();
    expect((await reproduce('changed-sqlite')).out).toContain(
      'first in step 2, agent 3\n  table agents: this row is not made now',
    );
  });

  test('in the ledger: its kind tells the stage', async () => {
    await record('changed-ledger', 'csv', '--steps', '20');
    const database = openSqlite(join(cwd, 'changed-ledger/ledger.db'));
    const signature = database
      .prepare("SELECT id, step, node FROM ledger WHERE kind = 'signature'")
      .get() as {
      id: number;
      step: number;
      node: number;
    };
    for (const { name } of database
      .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
      .all())
      database.exec(`DROP TRIGGER "${name}"`);
    database.prepare("UPDATE ledger SET payload = '{}' WHERE id = ?").run(signature.id);
    database.close();
    const { code, out } = await reproduce('changed-ledger');
    expect(code).toBe(Exit.differs);
    const { id, step, node } = signature;
    expect(out).toContain(`first in step ${step}, stage broadcast, agent ${node}\n`);
    expect(out).toContain(`row ${id} of the ledger (signature) differs in payload`);
  });

  test('in the manifest: steps and digest are compared, too', async () => {
    await record('manifest', 'csv');
    const manifest = readManifest(join(cwd, 'manifest'));
    writeManifest(join(cwd, 'manifest'), { ...manifest, digest: 'f'.repeat(64) });
    expect((await reproduce('manifest')).out).toContain('first in how it ends\n  the digest was ffff');
  });
});

/** Makes a run's manifest what it is when the run is killed long before its end. */
function kill(name: string, steps = 100_000): void {
  const manifest = readManifest(join(cwd, name));
  const scenario = { ...manifest.scenario, steps };
  writeManifest(join(cwd, name), {
    ...manifest,
    ...{ scenario, state: 'running', steps: null, digest: null, ended: null },
  });
}

describe('a run without an end', () => {
  test('one that was interrupted is run to where it ended', async () => {
    const { code } = await run(
      'forest-fire',
      '--set',
      'width=6',
      '--set',
      'height=6',
      '--steps',
      '5',
      '--out',
      'broken-off',
    );
    expect(code).toBe(0);
    const manifest = readManifest(join(cwd, 'broken-off'));
    const scenario = { ...manifest.scenario, steps: 500 };
    writeManifest(join(cwd, 'broken-off'), { ...manifest, scenario, state: 'interrupted' });
    const { code: again, out } = await reproduce('broken-off');
    expect(out).toContain('reproduced: 5 rows equal; digest');
    expect(again).toBe(0);
  });

  test('one that was killed is compared as far as it came, and repeated no further', async () => {
    await record('killed', 'jsonl', '--steps', '6');
    for (const table of ['model', 'agents']) {
      const path = join(cwd, 'killed', `${table}.jsonl`);
      const kept = readFileSync(path, 'utf8').split('\n').slice(0, 3).join('\n');
      // The third line was being written.
      writeFileSync(path, kept.slice(0, -4));
    }
    kill('killed');
    const { code, out, err } = await reproduce('killed');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^killed: reproduced: 4 rows, \d+ ledger entries equal; as far as it came \(it was stopped\)\n$/,
    );
    expect(err).toContain('step 6/6');
  });

  test('one that left nothing whole is not said to be equal', async () => {
    await run('forest-fire', '--seed', '1', '--steps', '4', '--set', 'width=9', '--out', 'bare');
    truncateSync(join(cwd, 'bare', 'model.parquet'), 4);
    // It is repeated to the end of its scenario: nothing tells how far it came.
    kill('bare', 200);
    const { code, out } = await reproduce('bare');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^bare: nothing that it left can be compared; as far as it came \(it was stopped\)\n/,
    );
    expect(out).toContain('table model is not compared');
  });

  test('one with a trace is followed to the end of its trace', async () => {
    const words = ['forest-fire', '--set', 'width=5', '--set', 'height=5', '--steps', '4', '--trace'];
    await run(...words, '--out', 'traced');
    kill('traced');
    writeFileSync(join(cwd, 'traced', 'model.parquet'), '');
    const { code, out } = await reproduce('traced');
    expect(code).toBe(0);
    expect(out).toMatch(/^traced: reproduced: 17 states equal; as far as it came \(it was stopped\)\n/);
  });

  test('a Parquet table without an end is told of, and the rest compared', async () => {
    await record('cut', 'parquet');
    const path = join(cwd, 'cut', 'agents.parquet');
    writeFileSync(path, readFileSync(path).subarray(0, 200));
    const manifest = readManifest(join(cwd, 'cut'));
    writeManifest(join(cwd, 'cut'), { ...manifest, state: 'running', steps: null, digest: null });
    const { code, out } = await reproduce('cut');
    expect(code).toBe(0);
    expect(out).toContain('table agents is not compared: the table has no end');
  });
});

describe('what cannot be reproduced', () => {
  test('a folder that is none of a run', async () => {
    expect(await reproduce('.')).toMatchObject({ code: Exit.usage });
    expect((await reproduce('absent')).err).toContain('absent/manifest.json: there is no such file');
  });

  test('a scenario that this version does not know', async () => {
    await record('unknown', 'csv');
    const manifest = readManifest(join(cwd, 'unknown'));
    writeManifest(join(cwd, 'unknown'), { ...manifest, scenario: { ...manifest.scenario, gravity: 1 } });
    const { code, err } = await reproduce('unknown');
    expect(code).toBe(Exit.usage);
    expect(err).toContain('its scenario is none of this version');
  });

  test('versions that differ are told of', async () => {
    await record('older', 'csv');
    const manifest = readManifest(join(cwd, 'older'));
    writeManifest(join(cwd, 'older'), { ...manifest, versions: { ...manifest.versions, node: 'v19.0.0' } });
    const { code, err } = await reproduce('older');
    expect(code).toBe(0);
    expect(err).toContain(`the run was made by node v19.0.0 (here ${process.version})`);
  });
});

test('the folder is left as it was', async () => {
  await record('untouched', 'csv');
  const before = readFileSync(join(cwd, 'untouched', 'manifest.json'), 'utf8');
  await reproduce('untouched');
  expect(readFileSync(join(cwd, 'untouched', 'manifest.json'), 'utf8')).toBe(before);
  expect(folder.path).toBe(cwd);
});
