import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onDisk, writeDurably } from '../../../app/run/files.js';
import { makeRunFolder, makeSubfolder } from '../../../app/run/folder.js';
import { openLog, RotatingFile } from '../../../app/run/log.js';
import { readManifest } from '../../../app/run/manifest.js';
import { StarlingError } from '../../../framework/errors.js';
import { Folder } from '../starling.js';

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

describe('durable files', () => {
  test('replace what was there as a whole, and leave nothing beside it', () => {
    const path = join(folder.path, 'manifest.json');
    writeDurably(path, 'one');
    writeDurably(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder.path)).toEqual(['manifest.json']);
  });

  test('what the operating system refuses is a clear error with its place', () => {
    const path = join(folder.path, 'absent', 'file');
    expect(() => writeDurably(path, '')).toThrow(StarlingError);
    expect(() => writeDurably(path, '')).toThrow('the folder it belongs in does not exist');
    const loop = join(folder.path, 'loop');
    symlinkSync(loop, loop);
    expect(() => onDisk(loop, () => readFileSync(loop))).toThrow('the operating system refused it (ELOOP)');
    expect(() =>
      onDisk(path, () => {
        throw new TypeError('ours');
      }),
    ).toThrow(TypeError);
  });
});

describe('run folders', () => {
  test('are numbered, and never shared', () => {
    const runs = join(folder.path, 'deep', 'runs');
    const make = () => makeRunFolder({ runs, name: 'x', seed: '../a' });
    expect([make(), make()]).toEqual([join(runs, 'x-.._a-1'), join(runs, 'x-.._a-2')]);
  });

  test('a named one must be new or empty', () => {
    const out = join(folder.path, 'out');
    mkdirSync(out);
    expect(makeRunFolder({ out, runs: '', name: 'x', seed: 1 })).toBe(out);
    makeSubfolder(out, 'none', 'replication-1');
    expect(existsSync(join(out, 'none', 'replication-1'))).toBe(true);
    expect(() => makeRunFolder({ out, runs: '', name: 'x', seed: 1 })).toThrow(
      'the folder is not empty (1 entry)',
    );
  });

  test('without a readable manifest are no run', () => {
    expect(() => readManifest(folder.path)).toThrow('there is no such file');
    for (const [text, message] of [
      ['[]', 'no manifest'],
      ['3', 'no manifest'],
      ['{', 'damaged'],
    ] as const) {
      folder.write('manifest.json', text);
      expect(() => readManifest(folder.path)).toThrow(message);
    }
  });
});

describe('logs', () => {
  test('move on at a size, and the oldest go', () => {
    const path = join(folder.path, 'logs', 'a.log');
    const file = new RotatingFile(path, { most: 8, keep: 2 });
    for (const line of ['one\n', 'two\n', 'three\n', 'four\n', 'a line longer than the file\n'])
      file.write(line);
    file.close();
    const read = (name: string) => readFileSync(join(folder.path, 'logs', name), 'utf8');
    expect(readdirSync(join(folder.path, 'logs')).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
    expect([read('a.log'), read('a.log.1'), read('a.log.2')]).toEqual([
      'a line longer than the file\n',
      'four\n',
      'three\n',
    ]);
  });

  test('without backups start anew', () => {
    const path = join(folder.path, 'a.log');
    const file = new RotatingFile(path, { most: 4, keep: 0 });
    file.write('one\n');
    file.write('two\n');
    file.close();
    expect(readdirSync(folder.path)).toEqual(['a.log']);
    expect(readFileSync(path, 'utf8')).toBe('two\n');
  });

  test.each([
    ['warning', false, ['warn']],
    ['info', false, ['info', 'warn']],
    ['error', true, ['debug', 'info', 'warn']],
  ] as const)('level %s, verbose %s', (level, verbose, expected) => {
    const path = join(folder.path, 'a.log');
    const heard: string[] = [];
    const log = openLog({
      path,
      run: 'run-1',
      settings: { level, max_bytes: 1 << 20, backup_count: 1 },
      verbose,
      heard: (how, text) => heard.push(`${how} ${text}`),
    });
    log.logger.debug('a');
    log.logger.info({ event: 'begin', nodes: 3, steps: undefined }, 'b');
    log.logger.warn('c');
    log.close();
    expect(heard).toEqual(['debug a', 'info begin: b: nodes 3', 'warn c'].slice(-expected.length));
    const lines = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.level)).toEqual(expected);
    expect(lines[0]).toMatchObject({ run: 'run-1', time: expect.stringMatching(/^\d{4}-.*Z$/) });
  });
});
