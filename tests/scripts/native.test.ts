import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cacheRoot, keep, restore } from '../../scripts/native/cache.mjs';
import { run } from '../../scripts/native/command.mjs';
import { cpu } from '../../scripts/native/cpu.mjs';
import { cuda } from '../../scripts/native/cuda.mjs';
import { checkHash, libraryFromWheels } from '../../scripts/native/wheel.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-native-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a wheel that is not the pinned one is not used', async () => {
  const path = join(folder, 'a.whl');
  writeFileSync(path, 'abc');
  await checkHash(path, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  writeFileSync(path, 'abd');
  await expect(
    checkHash(path, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  ).rejects.toThrow(
    /a\.whl has SHA-256 a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9, expected ba7816bf/,
  );
});

test('a platform without a wheel is told so before anything is downloaded', async () => {
  for (const library of [cpu, cuda]) {
    await expect(libraryFromWheels(library, join(folder, 'deps'), folder, 'plan9-mips')).rejects.toThrow(
      'no TensorFlow wheel is known for plan9-mips',
    );
  }
});

test('what was built is kept and comes back, links and all', () => {
  const [before, entry, after] = [
    join(folder, 'before'),
    join(folder, 'cache', 'entry'),
    join(folder, 'after'),
  ];
  mkdirSync(join(before, 'deps', 'lib'), { recursive: true });
  mkdirSync(join(before, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(before, 'deps', 'lib', 'real.so'), 'library');
  symlinkSync('real.so', join(before, 'deps', 'lib', 'name.so'));
  writeFileSync(join(before, 'lib', 'napi-v8', 'addon.node'), 'addon');
  writeFileSync(join(before, 'package.json'), '{}');
  writeFileSync(join(before, 'source.cc'), '');
  const parts = ['package.json', 'deps', 'lib'];
  mkdirSync(join(after, 'deps', 'stale'), { recursive: true });

  expect(restore(entry, after)).toBe(false);
  keep(before, entry, parts);
  keep(before, entry, parts);
  expect(restore(entry, after)).toBe(true);

  expect(readFileSync(join(after, 'deps', 'lib', 'name.so'), 'utf8')).toBe('library');
  expect(lstatSync(join(after, 'deps', 'lib', 'name.so')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(after, 'lib', 'napi-v8', 'addon.node'), 'utf8')).toBe('addon');
  expect(readFileSync(join(after, 'package.json'), 'utf8')).toBe('{}');
  expect(existsSync(join(after, 'source.cc'))).toBe(false);
  expect(existsSync(join(after, 'deps', 'stale'))).toBe(false);
  // One copy on the disk, not three.
  expect(statSync(join(after, 'deps', 'lib', 'real.so')).ino).toBe(
    statSync(join(before, 'deps', 'lib', 'real.so')).ino,
  );
});

test('the cache lies where the environment says', () => {
  vi.stubEnv('STARLING_CACHE', '/a');
  expect(cacheRoot()).toBe('/a');
  vi.stubEnv('STARLING_CACHE', '');
  vi.stubEnv('XDG_CACHE_HOME', '/b');
  expect(cacheRoot()).toBe('/b/starling');
  vi.unstubAllEnvs();
});

test('a program that fails is reported by its own error line', async () => {
  const script = 'console.error("Error: no route to host\\n    at somewhere\\nNode v20"); process.exit(1)';
  await expect(run(process.execPath, ['-e', script])).rejects.toThrow(
    'failed (exit 1): Error: no route to host',
  );
  await expect(run('no-such-program', [])).rejects.toThrow('ENOENT');
});
