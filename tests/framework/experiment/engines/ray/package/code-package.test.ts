import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codePackage } from '../../../../../../framework/experiment/engines/ray/index.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'starling-package-'));
  mkdirSync(join(root, 'dist', 'app'), { recursive: true });
  for (const [path, text] of [
    ['dist/app/main.js', 'run()'],
    ['dist/a.js', 'a'],
    ['package.json', '{}'],
    ['secret', 'no'],
  ] as const)
    writeFileSync(join(root, path), text);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const named = (archive: Uint8Array, name: string) => Buffer.from(archive).includes(name);

test('it holds what was asked for, folders with all that is below them', () => {
  const { name, bytes } = codePackage(root, ['package.json', 'dist']);
  expect(name).toMatch(/^_ray_pkg_[0-9a-f]{32}\.zip$/);
  for (const each of ['package.json', 'dist/a.js', 'dist/app/main.js'])
    expect(named(bytes(), each), each).toBe(true);
  expect(named(bytes(), 'secret')).toBe(false);
});

test('its name is that of its content: times and order change nothing, content and modes do', () => {
  const { name } = codePackage(root, ['package.json', 'dist']);
  utimesSync(join(root, 'package.json'), 1, 1);
  expect(codePackage(root, ['dist', 'package.json']).name).toBe(name);
  chmodSync(join(root, 'dist/a.js'), 0o755);
  const executable = codePackage(root, ['package.json', 'dist']).name;
  expect(executable).not.toBe(name);
  writeFileSync(join(root, 'dist/a.js'), 'b');
  expect(codePackage(root, ['package.json', 'dist']).name).not.toBe(executable);
});

test('what is missing is named', () => {
  expect(() => codePackage(root, ['build'])).toThrow('it is missing from what goes to the cluster');
});
