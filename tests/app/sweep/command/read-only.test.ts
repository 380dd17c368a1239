import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Folder, inRepository, starling, starlingEnv, TINY } from '../../starling.js';

const folder = new Folder();
const { path: cwd } = folder;
/** Where those may write who may not write the sweep. */
const own = join(cwd, 'own');

/** Superusers write anywhere: the commands are run as a user without rights. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

async function sweep(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [inRepository('dist/app/cli/main.js'), 'sweep', ...words], {
    cwd,
    env: starlingEnv({ TMPDIR: own }),
    ...NOBODY,
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, err };
}

const KINDS = ['ended', 'killed', 'without-index'] as const;

function protect(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) protect(join(path, entry.name));
  chmodSync(path, 0o555);
}

beforeAll(async () => {
  chmodSync(cwd, 0o755);
  mkdirSync(own);
  chmodSync(own, 0o777);
  folder.write('tiny.yaml', TINY);
  folder.write('sweep.yaml', 'name: tiny\nscenario: tiny.yaml\nreplications: 2\n');
  const { code, err } = await starling(['sweep', 'run', 'sweep.yaml', '--out', 'ended', '--workers', '1'], {
    cwd,
  });
  expect(code, err).toBe(0);
  // What a driver that was killed leaves beside the table: here without, and with, the index of its log.
  const { RunTable } = await import('../../../../framework/experiment/store/index.js');
  const table = RunTable.open(join(cwd, 'ended', 'runs.db'));
  table.request('drain', 'nobody', 'then');
  for (const kind of ['killed', 'without-index'])
    cpSync(join(cwd, 'ended'), join(cwd, kind), { recursive: true });
  table.close();
  rmSync(join(cwd, 'without-index', 'runs.db-shm'));
  for (const kind of KINDS) protect(join(cwd, kind));
});
afterAll(() => {
  for (const kind of KINDS) chmodSync(join(cwd, kind), 0o755);
  folder.remove();
});

test.each(KINDS)('a sweep (%s) in a folder that can not be written is read', async (kind) => {
  const before = readdirSync(join(cwd, kind));
  const status = await sweep('status', kind);
  expect(status.code, status.err).toBe(0);
  expect(status.out).toContain('tiny: finished, 2 runs: 2 succeeded');
  const query = await sweep('query', kind, 'SELECT count(*) AS n FROM model', '--csv');
  expect(query).toEqual({ code: 0, out: 'n\n6\n', err: '' });
  const to = join(own, kind);
  const exported = await sweep('export', kind, '--to', to, '--format', 'csv');
  expect(exported.code, exported.err).toBe(0);
  expect(readFileSync(join(to, 'runs.csv'), 'utf8').split('\n')).toHaveLength(4);
  const report = await sweep('report', kind, '--to', join(own, `${kind}-report`));
  expect(report.code, report.err).toBe(0);
  const watched = await sweep('watch', kind, '--no-tui');
  expect(watched.err).toContain('tiny: 2 succeeded; finished');
  // Nothing was written there, and no copy stays.
  expect(readdirSync(join(cwd, kind))).toEqual(before);
  expect(readdirSync(own).filter((name) => name.startsWith('starling-'))).toEqual([]);
});

test('what must write says that it may not', async () => {
  const { code, err } = await sweep('report', 'ended');
  expect(code).toBe(1);
  expect(err).toContain('no permission to write there');
  const resumed = await sweep('retry', 'ended', '--failed');
  expect(resumed.code).toBe(1);
  expect(resumed.err).toMatch(/^starling: ended/);
  expect(resumed.err).not.toContain('at ');
});
