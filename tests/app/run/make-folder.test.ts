import { existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../../app/run/make-folder.js';
import { Folder } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const at = (...parts: string[]) => join(folder.path, ...parts);

test('makes a folder with those above it, and leaves one that is there', () => {
  makeFolder(at('a', 'b', 'c'));
  makeFolder(at('a', 'b', 'c'));
  makeFolder(at('a', 'b', '..', 'd'));
  expect(statSync(at('a', 'd')).isDirectory()).toBe(true);
  mkdirSync(at('real'));
  symlinkSync(at('real'), at('link'));
  makeFolder(at('link', 'inside'));
  expect(existsSync(at('real', 'inside'))).toBe(true);
});

test('says what stands in the way', () => {
  folder.write('file', '');
  expect(() => makeFolder(at('file'))).toThrow('it exists already');
  expect(() => makeFolder(at('file', 'x', 'y'))).toThrow('a part of the path is a file');
  symlinkSync(at('nowhere'), at('dangling'));
  expect(() => makeFolder(at('dangling', 'x'))).toThrow('it exists already');
});

test.runIf(existsSync('/proc/self'))('comes back where a file system makes no folders', () => {
  for (const path of ['/proc/x', '/proc/x/y/z'])
    expect(() => makeFolder(path)).toThrow(
      expect.objectContaining({ message: 'no folder can be made there', place: path, code: 1 }),
    );
});
