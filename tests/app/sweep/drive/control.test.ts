import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ask, type ControlRequest, listen, socketOf } from '../../../../app/sweep/drive/control.js';
import { Folder } from '../../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());

const sweep = (name: string): string => {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  return path;
};

test.each([
  ['a folder', 'sweep'],
  ['a folder whose path is longer than that of a socket may be', `${'deep/'.repeat(40)}sweep`],
])('who drives a sweep hears what another process asks: %s', async (_, name) => {
  const path = sweep(name);
  const heard: ControlRequest[] = [];
  const control = await listen(path, (request) => heard.push(request));
  expect(await ask(path, 'drain')).toBe(true);
  expect(await ask(path, 'cancel')).toBe(true);
  expect(heard).toEqual(['drain', 'cancel']);
  control.close();
  expect(existsSync(socketOf(path))).toBe(false);
  expect(await ask(path, 'drain')).toBe(false);
});

test('a request that it does not know is not heard', async () => {
  const path = sweep('unknown');
  const heard: string[] = [];
  const control = await listen(path, (request) => heard.push(request));
  expect(await ask(path, 'restart' as ControlRequest)).toBe(false);
  expect(heard).toEqual([]);
  control.close();
});

test('a socket that a killed driver left is nobody, and the next driver takes its place', async () => {
  const path = sweep('left');
  writeFileSync(socketOf(path), '');
  expect(await ask(path, 'drain')).toBe(false);
  const control = await listen(path, () => undefined);
  expect(await ask(path, 'drain')).toBe(true);
  control.close();
});
