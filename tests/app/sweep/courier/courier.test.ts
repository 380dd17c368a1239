import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Collector, type Desk, deskOf } from '../../../../app/sweep/collect/index.js';
import { carry } from '../../../../app/sweep/courier/courier.js';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { Exit } from '../../../../framework/errors.js';
import { Folder, inRepository, starlingEnv } from '../../starling.js';

const folder = new Folder();
const paths = sweepPaths(folder.path);
for (const name of ['shards', 'outbox']) mkdirSync(join(folder.path, name));

let collector: Collector;
let desk: Desk;
beforeAll(async () => {
  collector = await Collector.open({ folder: folder.path, listen: '127.0.0.1:0' });
  desk = deskOf(collector.variables)!;
});
afterAll(async () => {
  await collector.close();
  folder.remove();
});

describe('a shard is not begun', () => {
  test('that nobody waits for, or that was stopped as it waited', async () => {
    expect(await carry('s1', desk, 0)).toBe(Exit.ok);
    writeFileSync(paths.shard('s2'), '');
    expect(await carry('s2', desk, 0)).toBe(Exit.ok);
    expect(existsSync(paths.outbox('s2'))).toBe(false);
  });

  test('that another process has begun', async () => {
    writeFileSync(paths.shard('s3'), '{}');
    writeFileSync(paths.outbox('s3'), 'a line of another\n');
    await expect(carry('s3', desk, 0)).rejects.toThrow('another process has begun the shard already');
    expect(readFileSync(paths.outbox('s3'), 'utf8')).toBe('a line of another\n');
  });

  test('without the token of its sweep', async () => {
    writeFileSync(paths.shard('s4'), '{}');
    const wrong = carry('s4', { ...desk, token: 'of another sweep' }, 0);
    await expect(wrong).rejects.toThrow('does not take the token of this shard');
  });

  test('where the driver is not to be found in time', async () => {
    await expect(carry('s4', { ...desk, url: 'http://127.0.0.1:1' }, 0)).rejects.toThrow(
      "the driver of the sweep can't be reached",
    );
  });
});

test.each([
  [[], 'a courier is told its shard and its patience'],
  [['--shard', 's1', '--patience=-1'], 'a courier is told its shard and its patience'],
  [['--shard', 's1', '--patience', '1'], 'no variable of this process says where its driver is'],
])('its program says what it is not told: %j', async (words, said) => {
  const main = inRepository('dist/app/sweep/courier/main.js');
  const started = promisify(execFile)(process.execPath, [main, ...words], { env: starlingEnv() });
  await expect(started).rejects.toMatchObject({ code: Exit.usage, stderr: expect.stringContaining(said) });
});
