import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeSweep } from '../../../../app/sweep/drive/index.js';
import { driveFake, sweepFolders, sweepOf } from './support.js';

const { folder, make } = sweepFolders();
const file = join(folder, 'sweep.yaml');
const program = fileURLToPath(new URL('./killed-making.mjs', import.meta.url));

/** What is in a folder in which the making of a sweep was broken off by kill -9. */
function halfMade(out: string, moment: string): string[] {
  const { signal, stderr } = spawnSync(process.execPath, [program, out, file, moment], { encoding: 'utf8' });
  expect(signal, stderr).toBe('SIGKILL');
  return readdirSync(out).filter((name) => !name.startsWith('.lock'));
}

test.each([
  ['table', 'sweep.yaml'],
  ['run', 'runs.db-wal'],
  ['manifest', 'runs.db'],
])('a folder that a kill left half made (at its %s) is made anew', async (moment, left) => {
  const out = join(folder, `half-${moment}`);
  const names = halfMade(out, moment);
  expect(names).toContain(left);
  expect(names).not.toContain('sweep.json');
  const place = await makeSweep({ ...sweepOf(1, 3), file }, { out, sweeps: folder });
  expect(place).toBe(out);
  expect(readdirSync(out).sort()).toEqual(['runs.db', 'sweep.json', 'sweep.yaml']);
  expect((await driveFake(out)).summary.runs).toMatchObject({ total: 3, succeeded: 3 });
});

test('a half-made folder that holds anything of others is left as it is', async () => {
  const out = join(folder, 'shared');
  const names = halfMade(out, 'run');
  writeFileSync(join(out, 'thesis.txt'), '');
  const again = makeSweep({ ...sweepOf(1, 3), file }, { out, sweeps: folder });
  await expect(again).rejects.toThrow('the folder is not empty');
  expect(readdirSync(out)).toEqual(expect.arrayContaining([...names, 'thesis.txt']));
});

test('a folder that only looks half made is not ours', async () => {
  const out = join(folder, 'own');
  mkdirSync(out);
  writeFileSync(join(out, 'sweep.yaml'), 'name: own\n');
  await expect(makeSweep({ ...sweepOf(1, 3), file }, { out, sweeps: folder })).rejects.toThrow('not empty');
  expect(readdirSync(out)).toEqual(['sweep.yaml']);
});

test('a sweep that can not be made leaves nothing', async () => {
  const out = join(folder, 'failed');
  const sweep = sweepOf(1, 3);
  const twice = { ...sweep, members: [...sweep.members, sweep.members[0]!], file };
  await expect(makeSweep(twice, { out, sweeps: folder })).rejects.toThrow('The run table refused');
  expect(readdirSync(out)).toEqual([]);
});

test('a folder that holds the sweep already says how to go on; another sweep says so too', async () => {
  const sweep = { ...sweepOf(1, 3), file };
  const where = { out: await make(sweep), sweeps: folder };
  await expect(makeSweep(sweep, where)).rejects.toMatchObject({
    message: 'the sweep is there already',
    code: 2,
  });
  await expect(makeSweep({ ...sweepOf(1, 4), file }, where)).rejects.toThrow('another sweep is there');
});
