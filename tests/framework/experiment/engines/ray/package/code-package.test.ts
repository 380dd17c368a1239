import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
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

/** Reads an archive by its directory, as programs do that unpack it. */
function unzip(bytes: Uint8Array): { name: string; text: string; runs: boolean }[] {
  const archive = Buffer.from(bytes);
  const entries: { name: string; text: string; runs: boolean }[] = [];
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const length = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26);
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + length),
      text: inflateRawSync(archive.subarray(from, from + archive.readUInt32LE(at + 20))).toString(),
      runs: ((archive.readUInt32LE(at + 38) >>> 16) & 0o111) !== 0,
    });
    at += 46 + length;
  }
  expect(at).toBe(end);
  return entries;
}

test('it holds what was asked for, folders with all that is below them', () => {
  chmodSync(join(root, 'dist/app/main.js'), 0o755);
  const { name, bytes } = codePackage(root, ['package.json', 'dist']);
  expect(name).toMatch(/^_ray_pkg_[0-9a-f]{32}\.zip$/);
  expect(unzip(bytes())).toEqual([
    { name: 'dist/a.js', text: 'a', runs: false },
    { name: 'dist/app/main.js', text: 'run()', runs: true },
    { name: 'package.json', text: '{}', runs: false },
  ]);
});

test('it is the same in every time zone', () => {
  const zone = process.env['TZ'];
  const names = ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC'].map((each) => {
    process.env['TZ'] = each;
    return codePackage(root, ['dist']).name;
  });
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(new Set(names).size).toBe(1);
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
