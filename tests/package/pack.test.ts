import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Installation } from './installation.js';
import { compile } from './types.js';

/** A stranger's empty folder with the packed archive installed; compiled bindings come from this checkout. */
let installed: Installation;

beforeAll(() => {
  installed = Installation.ofPackage({ compile: false });
}, 300_000);
afterAll(() => installed?.remove(), 120_000);

describe('the packed package', () => {
  test('holds what a user needs and nothing of the workshop', () => {
    const has = (path: string) => existsSync(join(installed.package, path));
    for (const path of [
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'config.yaml',
      'scenarios/default.yaml',
      'scenario.schema.json',
      'sweep.schema.json',
      'scenarios/sweeps/westermo-arms.yaml',
      'docs/platforms.md',
      'kernels/compiled/native/addon.cpp',
      'scripts/kernels/main.mjs',
    ]) {
      expect(has(path), path).toBe(true);
    }
    for (const path of [
      'tests',
      'bench',
      'scripts/setup.sh',
      'dist/.built',
      'framework',
      'build',
      'node_modules',
    ]) {
      expect(has(path), path).toBe(false);
    }
  });

  test('runs by its name', () => {
    expect(installed.npx('starling', '--version').trim()).toBe('0.1.0');
  });

  test('makes a model that depends on it', () => {
    installed.npx('starling', 'new', 'my-model');
    const made = join(installed.folder, 'my-model');
    for (const name of ['model.ts', 'model.test.ts', 'package.json', 'tsconfig.json', '.gitignore'])
      expect(existsSync(join(made, name)), name).toBe(true);
    const { dependencies } = JSON.parse(readFileSync(join(made, 'package.json'), 'utf8'));
    expect(dependencies.starling).toBe('file:../node_modules/starling');
  });

  test('says that it does without compiled kernels where npm was told to run no scripts', () => {
    const [cpu] = JSON.parse(installed.npx('starling', 'devices', '--no-score', '--json')).slice(-1);
    expect(cpu.description).toContain('kernels in JavaScript (they were not compiled');
  });

  test('runs a scenario that it brings, with the digest of the checkout', () => {
    const here = installed.digest(join(installed.package, 'dist/app/cli/main.js'), 'here');
    const there = installed.digest(join(installed.checkout, 'dist/app/cli/main.js'), 'there');
    expect(here).toMatch(/^[0-9a-f]{64}$/);
    expect(here).toBe(there);
  });

  test.each(['starling', 'starling/kernels', 'starling/security', 'starling/library'])(
    '%s can be imported',
    (name) => {
      const code = `import * as all from '${name}'; console.log(Object.keys(all).length)`;
      expect(Number(installed.node('--input-type=module', '-e', code))).toBeGreaterThan(0);
    },
  );
});

describe('its types', () => {
  test.each([
    ['as Node resolves them', ['--module', 'nodenext']],
    ['as bundlers resolve them', ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['with exact optional properties', ['--module', 'nodenext', '--exactOptionalPropertyTypes']],
  ])('serve a consumer, %s', (_, options) => {
    expect(compile(installed, ['models.ts', 'surface.ts'], ['--skipLibCheck', ...options])).toBe('');
  });

  // Kernels and ledger pass on types of TFJS and SQLite, which don't.
  test('stand by themselves where they are checked, too', () => {
    expect(compile(installed, ['models.ts'], ['--module', 'nodenext'])).toBe('');
  });
});
