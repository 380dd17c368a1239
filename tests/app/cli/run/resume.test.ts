import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { locked } from '../../../../app/run/lock.js';
import { readCheckpoint, writeCheckpoint } from '../../../../framework/checkpoint/index.js';
import { Exit } from '../../../../framework/errors.js';
import { openSqlite } from '../../../../framework/sqlite.js';
import { starling } from '../../starling.js';
import { workplace } from './support.js';

const { tiny, cwd, run, read } = workplace();
const resume = (...words: string[]) => starling(['run', '--resume', ...words], { cwd });

/** As a kill before the end leaves it. */
function unfinish(
  folder: string,
  change: (manifest: Record<string, unknown>) => object = (manifest) => manifest,
): void {
  const path = join(cwd, folder, 'manifest.json');
  const manifest = { ...read(folder, 'manifest.json'), state: 'running', ended: null, digest: null };
  writeFileSync(path, JSON.stringify(change(manifest)));
  for (const name of ['summary.json', 'report.json']) rmSync(join(cwd, folder, name), { force: true });
}

describe('a finished run', () => {
  test('tells its result again, in the same words and the same JSON, and nothing changes', async () => {
    const { out: json } = await run(tiny, '--json', '--out', 'told', '--checkpoint-every', '2');
    const before = readFileSync(join(cwd, 'told', 'manifest.json'), 'utf8');
    const files = readdirSync(join(cwd, 'told'));
    const again = await resume('told', '--json');
    expect(again).toMatchObject({ code: 0, out: json });
    const { out: text } = await resume('told');
    expect(text).toContain(JSON.parse(json).digest);
    expect(text).toContain('tiny: 6 nodes, 3 steps, seed 5\n');
    expect(readFileSync(join(cwd, 'told', 'manifest.json'), 'utf8')).toBe(before);
    expect(readdirSync(join(cwd, 'told'))).toEqual(files);
  });

  test('of several arms does so too, and each of them by itself', async () => {
    const words = [tiny, '--arms', 'none,decentralised', '--replications', '2', '--out', 'arms'];
    const { out } = await run(...words);
    const { out: again } = await resume('arms');
    expect(again).toBe(out);
    const { out: one } = await resume('arms/none/replication-2', '--json');
    const [, second] = read('arms', 'summary.json').runs;
    expect(JSON.parse(one)).toMatchObject({
      digest: second.digest,
      seed: second.seed,
      outcome: second.outcome,
    });
  });

  test('of a model does so too, and each replication', async () => {
    const fire = ['forest-fire', '--steps', '4', '--seed', '1', '--set', 'width=12', '--out'];
    const { out } = await starling(['run', ...fire, 'fire'], { cwd });
    expect((await resume('fire')).out).toBe(out);
    const { out: json } = await starling(['run', ...fire, 'fires', '--replications', '2', '--json'], { cwd });
    expect((await resume('fires', '--json')).out).toBe(json);
    expect(JSON.parse((await resume('fires/replication-2', '--json')).out).digest).toBe(
      JSON.parse(json).replications[1].digest,
    );
  });
});

describe('an unfinished run', () => {
  let digest: string;
  beforeAll(async () => {
    digest = JSON.parse((await run(tiny, '--json', '--out', 'whole')).out).digest;
  });

  /** A run of three steps with a checkpoint after two, as a kill leaves it. */
  async function broken(out: string): Promise<string> {
    await run(tiny, '--out', out, '--checkpoint-every', '2');
    unfinish(out);
    return join(cwd, out, 'checkpoints', '2.checkpoint');
  }

  test('is gone on with, is told of in its log and manifest, and says so to those who watch', async () => {
    await broken('resumed');
    const { code, out, err } = await resume('resumed', '--json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out).digest).toBe(digest);
    expect(err).toContain('step 2/3');
    expect(err).not.toContain('step 0/3');
    expect(read('resumed', 'manifest.json')).toMatchObject({ state: 'finished', digest, resumed: 1 });
    const events = readFileSync(join(cwd, 'resumed', 'log.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(events.map((line) => JSON.parse(line).event)).toContain('resume');
    expect((await starling(['inspect', 'resumed'], { cwd })).out).toContain('gone on with once');
    expect(existsSync(join(cwd, 'resumed', '.lock'))).toBe(false);
  });

  test('with a damaged checkpoint begins at the one before, here at its start', async () => {
    const path = await broken('damaged');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
    const { out, err } = await resume('damaged', '--json');
    expect(err).toContain(
      '2.checkpoint: the checkpoint is damaged: its bytes are not those that were written; the one before is taken',
    );
    expect(err).toContain('step 0/3');
    expect(JSON.parse(out).digest).toBe(digest);
  });

  test('that another process runs is left alone', async () => {
    await broken('busy');
    const { code, err } = await locked(join(cwd, 'busy'), () => resume('busy'));
    expect(code).toBe(Exit.usage);
    expect(err).toContain('starling: busy: another process runs it');
    expect(JSON.parse((await resume('busy', '--json')).out).digest).toBe(digest);
  });

  test('whose checkpoint is of another scenario or version is refused', async () => {
    await broken('changed');
    unfinish('changed', (manifest) => ({
      ...manifest,
      scenario: { ...(manifest['scenario'] as object), steps: 9 },
    }));
    const changed = await resume('changed');
    expect(changed.code).toBe(Exit.usage);
    expect(changed.err).toMatch(
      /2\.checkpoint: The checkpoint is of another run: scenario was [0-9a-f]{16} and is [0-9a-f]{16}/,
    );
    const path = await broken('older');
    const { about, ...checkpoint } = readCheckpoint(path);
    writeCheckpoint(path, { ...checkpoint, about: { ...about, starling: '0.0.9' } });
    const older = await resume('older');
    expect(older.code).toBe(Exit.usage);
    expect(older.err).toContain('of another run: starling was 0.0.9 and is ');
  });

  test('without its ledger is refused where a checkpoint counts on it, and begins anew elsewhere', async () => {
    await broken('missing');
    rmSync(join(cwd, 'missing', 'ledger.db'));
    const { code, err } = await resume('missing');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('ledger.db: The ledger of the run is not there.');
    rmSync(join(cwd, 'missing', 'checkpoints'), { recursive: true });
    expect(JSON.parse((await resume('missing', '--json')).out).digest).toBe(digest);
  });

  test('whose ledger was changed, or comes out otherwise, ends with exit code 5 and leaves it as it is', async () => {
    await broken('tampered');
    const database = openSqlite(join(cwd, 'tampered', 'ledger.db'));
    database.exec('DROP TRIGGER ledger_refuses_update');
    database.exec("UPDATE ledger SET payload = replace(payload, '6', '7') WHERE id = 1");
    database.close();
    const tampered = await resume('tampered');
    expect(tampered.code).toBe(Exit.tampered);
    expect(tampered.err).toContain('The ledger does not verify');

    await run(tiny, '--out', 'other');
    const before = readFileSync(join(cwd, 'other', 'ledger.db'));
    unfinish('other', (manifest) => ({
      ...manifest,
      scenario: { ...(manifest['scenario'] as object), traffic: { source: 'synthetic', features: 5 } },
    }));
    const other = await resume('other');
    expect(other.code).toBe(Exit.tampered);
    expect(other.err).toContain(
      'Row 1 of the ledger (step 0) comes out otherwise than it was written: another content (genesis).',
    );
    expect(readFileSync(join(cwd, 'other', 'ledger.db'))).toEqual(before);
    expect(read('other', 'manifest.json')).toMatchObject({ state: 'failed' });
  });

  test('finds the ledger where it was put', async () => {
    const env = { DATABASE_PATH: 'elsewhere.db' };
    await starling(['run', tiny, '--device', 'cpu', '--out', 'apart', '--checkpoint-every', '2'], {
      cwd,
      env,
    });
    unfinish('apart');
    const { out } = await resume('apart', '--json');
    expect(JSON.parse(out)).toMatchObject({ digest, ledger: { path: 'elsewhere.db' } });
    expect(existsSync(join(cwd, 'apart', 'ledger.db'))).toBe(false);
  });

  test('may have been moved, and may keep checkpoints from here on', async () => {
    await run(tiny, '--out', 'here');
    unfinish('here');
    renameSync(join(cwd, 'here'), join(cwd, 'there'));
    const { out } = await resume('there', '--json', '--checkpoint-every', '1', '--checkpoint-keep', 'all');
    expect(JSON.parse(out)).toMatchObject({ digest, ledger: { path: 'there/ledger.db' } });
    expect(existsSync(join(cwd, 'here'))).toBe(false);
    expect(readdirSync(join(cwd, 'there', 'checkpoints')).sort()).toEqual([
      '1.checkpoint',
      '2.checkpoint',
      '3.checkpoint',
    ]);
    expect(read('there', 'manifest.json').checkpoints).toEqual({ every: 1, keep: null });
  });

  test('writes its trace anew', async () => {
    await run(tiny, '--out', 'traced', '--trace');
    const trace = readFileSync(join(cwd, 'traced', 'trace.jsonl'), 'utf8');
    unfinish('traced');
    expect(JSON.parse((await resume('traced', '--json')).out).digest).toBe(digest);
    expect(readFileSync(join(cwd, 'traced', 'trace.jsonl'), 'utf8')).toBe(trace);
  });
});

test.each([
  [['nowhere'], 'nowhere/manifest.json: there is no such file'],
  [['whole', 'tiny.yaml'], 'a run is gone on with as it was begun; tiny.yaml'],
  [['whole', '--steps', '9'], "--steps can't be given"],
  [['whole', '--set', 'detector.trees=9'], "--set detector.trees=9 can't be given"],
])('what is no such thing is a usage error: %j', async (words, message) => {
  const { code, err, out } = await resume(...words);
  expect(code).toBe(Exit.usage);
  expect(err).toContain(message);
  expect(out).toBe('');
});

test.each([
  ['--checkpoint-every', '0'],
  ['--checkpoint-keep', 'none'],
])('%s %s is refused', async (flag, value) => {
  const { code, err } = await run(tiny, '--checkpoint-every', '2', flag, value);
  expect(code).toBe(Exit.usage);
  expect(err).toContain(flag);
});
