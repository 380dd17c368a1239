import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rayToken } from '../../../../../framework/experiment/engines/ray/index.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'starling-token-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('the variable comes before the file that a variable names, and that before the one of Ray', () => {
  expect(rayToken({}, home)).toBeUndefined();
  mkdirSync(join(home, '.ray'));
  writeFileSync(join(home, '.ray', 'auth_token'), 'of ray\n');
  expect(rayToken({}, home)).toBe('of ray');
  const named = join(home, 'named');
  writeFileSync(named, ' named\n');
  expect(rayToken({ RAY_AUTH_TOKEN_PATH: named }, home)).toBe('named');
  expect(rayToken({ RAY_AUTH_TOKEN_PATH: named, RAY_AUTH_TOKEN: 'given' }, home)).toBe('given');
  expect(rayToken({ RAY_AUTH_TOKEN: ' ' }, home)).toBe('of ray');
});

test('an empty file holds none', () => {
  const named = join(home, 'named');
  writeFileSync(named, '\n');
  expect(rayToken({ RAY_AUTH_TOKEN_PATH: named }, home)).toBeUndefined();
});
