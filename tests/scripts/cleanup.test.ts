import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.js';

let checkout: Checkout;
const made = {
  logs: '.starling/logs/setup.log',
  cache: 'cache/tfjs-node-4.22.0-linux-x64/deps/a',
  temp: 'dist/app/main.js',
  runs: 'runs/one/ledger.db',
};
const kept = ['package.json', 'cache/another program', 'node_modules/x/index.js'];

beforeEach(() => {
  checkout = new Checkout();
  for (const path of [...Object.values(made), ...kept]) checkout.write(path, '');
});
afterEach(() => {
  for (const path of kept) expect(existsSync(join(checkout.folder, path)), path).toBe(true);
  checkout.remove();
});

const left = () =>
  Object.entries(made).flatMap(([kind, path]) => (existsSync(join(checkout.folder, path)) ? [kind] : []));

test('--dry-run names everything and deletes nothing', () => {
  const { status, stderr } = checkout.run('cleanup.sh', ['--all', '--dry-run']);
  expect(status).toBe(0);
  expect(stderr.match(/would delete .+/g)).toEqual([
    'would delete .starling/logs',
    `would delete ${join(checkout.folder, 'cache/tfjs-node-4.22.0-linux-x64')}`,
    'would delete dist',
    'would delete runs',
  ]);
  expect(left()).toEqual(['logs', 'cache', 'temp', 'runs']);
});

test.each(Object.keys(made))('--%s deletes that kind only, and names it', (kind) => {
  const { status, stderr } = checkout.run('cleanup.sh', [`--${kind}`, '--force']);
  expect(status).toBe(0);
  expect(stderr.match(/deleted .+/g)).toHaveLength(1);
  expect(left()).toEqual(Object.keys(made).filter((other) => other !== kind));
});

test('without a terminal to ask on it deletes nothing unless forced', () => {
  expect(checkout.run('cleanup.sh', ['--all'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--force'),
  });
  expect(left()).toHaveLength(4);
});

test('it wants to be told what to clean', () => {
  expect(checkout.run('cleanup.sh', ['--force']).status).toBe(2);
  expect(left()).toHaveLength(4);
});

test('a clean checkout has nothing to delete', () => {
  checkout.run('cleanup.sh', ['--all', '--force']);
  expect(checkout.run('cleanup.sh', ['--all', '--force'])).toMatchObject({
    status: 0,
    stderr: 'cleanup: nothing to delete\n',
  });
});
