import { afterAll, beforeAll, expect, test } from 'vitest';
import { Installation } from '../../package/installation.js';

let installed: Installation;

beforeAll(() => {
  installed = Installation.ofPackage({ compile: true });
}, 900_000);
afterAll(() => installed?.remove(), 120_000);

test('the package installs as any user would install it, compiles what it needs, and runs', () => {
  expect(installed.npx('starling', '--version').trim()).toBe('0.1.0');
  expect(installed.npx('starling', 'devices', '--no-score', '--json')).toContain('compiled kernels with');
  expect(installed.digest(`${installed.package}/dist/app/cli/main.js`, 'run')).toMatch(/^[0-9a-f]{64}$/);
});
