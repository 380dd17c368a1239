import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { install } from '../project.js';
import { Folder, starling } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const { path: cwd } = folder;

const make = (...words: string[]) => starling(['new', ...words], { cwd });

/** Runs npm in a folder that was made, with nothing from the network. */
function npm(name: string, ...words: string[]) {
  const env = { ...process.env, npm_config_offline: 'true', CI: 'true', NODE_TEST_CONTEXT: undefined };
  return spawnSync('npm', words, { cwd: join(cwd, name), encoding: 'utf8', env });
}

describe.each(['objects', 'columns'])('a model in %s', (storage) => {
  const name = `my-${storage}`;

  test('is made, passes its test, and runs', async () => {
    const { code, out } = await make(name, '--storage', storage);
    expect(code).toBe(0);
    const files = readdirSync(join(cwd, name)).sort();
    expect(files).toEqual([
      ...['.gitignore', 'README.md', 'model.test.ts', 'model.ts', 'package.json', 'tsconfig.json'],
    ]);
    for (const file of files) {
      expect(out).toContain(join(name, file));
      expect(readFileSync(join(cwd, name, file), 'utf8')).not.toMatch(/__[A-Z_]+__/);
    }
    install(join(cwd, name));
    const tested = npm(name, 'test');
    expect(tested.status, `${tested.stdout}${tested.stderr}`).toBe(0);
    expect(tested.stdout).toMatch(/pass 2$/m);
    const started = npm(name, 'start', '--', '--seed', '42', '--steps', '5', '--json');
    expect(started.status, started.stderr).toBe(0);
    const json = JSON.parse(started.stdout.slice(started.stdout.indexOf('{')));
    expect(json).toMatchObject({ scenario: name, storage, seed: 42, agents: 100, steps: 5 });
  });
});

test('both storages collect the same rows', () => {
  const [objects, columns] = ['objects', 'columns'].map((storage) =>
    readFileSync(join(cwd, `my-${storage}`, 'runs', `my-${storage}-42-1`, 'model.parquet')),
  );
  expect(objects!.equals(columns!)).toBe(true);
});

test('the package is where this program lies', () => {
  const { dependencies } = JSON.parse(readFileSync(join(cwd, 'my-objects', 'package.json'), 'utf8'));
  const where = dependencies.starling.slice('file:'.length);
  expect(existsSync(join(cwd, 'my-objects', where, 'scaffold', 'package.json'))).toBe(true);
});

describe('what is refused', () => {
  mkdirSync(join(cwd, 'there'));

  test.each([
    ['My Model', 'expected lower-case letters'],
    ['../outside', 'expected lower-case letters'],
    ['.hidden', 'expected lower-case letters'],
    ['', 'expected lower-case letters'],
    ['a'.repeat(65), 'at most 64'],
    ['fs', 'this name is taken'],
    ['starling', 'this name is taken'],
    ['node_modules', 'this name is taken'],
    ['there', 'there: it exists already'],
  ])('%j', async (name, expected) => {
    const before = readdirSync(cwd);
    const { code, err, out } = await make(name);
    expect(code).toBe(Exit.usage);
    expect(err).toContain(expected);
    expect(out).toBe('');
    expect(readdirSync(cwd)).toEqual(before);
  });
});
