import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { starling } from '../../starling.js';
import { workplace } from './support.js';

const { folder, tiny, cwd, run, read } = workplace();

describe('what cannot run says why', () => {
  test.each([
    [['absent.yaml'], 'absent.yaml: no such file'],
    [[tiny, '--agents', 'many'], '--agents: agents: expected a whole number'],
    [[tiny, '--arms', 'nobody'], '--arms: arms[0]: expected one of none, decentralised, centralised'],
    [[tiny, '--agents', '0'], '--agents: agents: expected a whole number from 1'],
    [[tiny, '--memory-budget', 'lots'], '--memory-budget: compute.memory_budget'],
    [[tiny, '--set', 'detector.window=4'], '--set detector.window=4: detector.window: a window of 4'],
    [
      [tiny, '--agents', '1000000', '--set', 'detector.trees=1024', '--set', 'detector.window=65536'],
      'of memory',
    ],
  ])('%j', async (words, expected) => {
    const { code, err, out } = await run(...words, '--json');
    expect(code).toBe(Exit.usage);
    expect(err.split('\n').find((line) => line.includes(expected))).toBeDefined();
    expect(err).not.toMatch(/^ +at /m);
    expect(out).toBe('');
  });

  test('a missing capture names what to fetch, and the failed run is marked', async () => {
    const capture = folder.write('capture.yaml', 'name: capture\nseed: 1\ntraffic: { source: westermo }\n');
    const { code, err } = await starling(['run', capture, '--device', 'cpu', '--out', 'failed'], {
      cwd,
      env: { STARLING_DATA: join(cwd, 'nothing') },
    });
    expect(code).toBe(Exit.usage);
    expect(err).toContain('Fetch it from');
    expect(read('failed', 'manifest.json').error).toContain('Fetch it from');
    expect(read('failed', 'manifest.json')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('not found'),
    });
  });

  test('a folder that cannot be made', async () => {
    folder.write('file', '');
    const { code, err } = await run(tiny, '--out', 'file/run');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('starling: file/run: a part of the path is a file');
  });

  test('inspect of what is no run', async () => {
    mkdirSync(join(cwd, 'empty'), { recursive: true });
    folder.write('manifest.json', '{');
    for (const [name, expected] of [
      ['nowhere', 'there is no such folder'],
      ['empty', 'there is no such file'],
      ['.', 'the file is damaged'],
    ]) {
      const { code, err } = await starling(['inspect', name!], { cwd });
      expect(code).not.toBe(0);
      expect(err).toContain(expected);
    }
  });
});
