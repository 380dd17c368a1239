import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.js';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout.run('ray-local.sh', ['stop']);
  checkout.remove();
});

/**
 * Puts a program in the place of `ray` that leaves a process behind, as `ray start` does: it serves the version, for the right
 * token, and listens on one more address.
 */
function standInFor(also = '127.0.0.1'): void {
  const bin = join(checkout.folder, '.starling/ray/venv/bin');
  mkdirSync(bin, { recursive: true });
  const serve = join(checkout.folder, 'serve.mjs');
  writeFileSync(
    serve,
    `import { createServer } from 'node:http';
    const { RAY_AUTH_TOKEN: token } = process.env;
    const port = process.argv.find((word) => word.startsWith('--dashboard-port=')).split('=')[1];
    const head = createServer(({ headers }, response) => {
      response.writeHead(headers.authorization === 'Bearer ' + token ? 200 : 401).end();
    });
    createServer().listen(0, '${also}', () => head.listen(Number(port), '127.0.0.1'));`,
  );
  writeFileSync(
    join(bin, 'ray'),
    `#!/bin/sh\necho "$RAY_AUTH_MODE $RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER ray $*" >> "${join(checkout.folder, 'calls')}"\n` +
      `"${process.execPath}" "${serve}" "$@" &\n`,
    { mode: 0o755 },
  );
}

const calls = () => readFileSync(join(checkout.folder, 'calls'), 'utf8');
const folderOf = () => /--temp-dir=(\S+)/.exec(calls())![1]!;
const processes = () => spawnSync('pgrep', ['-f', checkout.folder], { encoding: 'utf8' }).stdout;
const addressIn = (out: string) => /export RAY_API_SERVER_ADDRESS=(http:\/\/127\.0\.0\.1:\d+)/.exec(out)![1]!;

test('start prints where the head is, status prints it again, stop leaves nothing', async () => {
  standInFor();
  const { status, stdout, stderr } = checkout.run('ray-local.sh', ['start', '--slots', '3']);
  expect(status, stderr).toBe(0);
  const token = /export RAY_AUTH_TOKEN=([0-9a-f]{48})\n/.exec(stdout)![1]!;
  expect(stdout).toContain('export RAY_AUTH_MODE=token\n');
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${addressIn(stdout)}/api/version`, { headers })).status).toBe(200);
  expect(calls()).toMatch(
    /^token 0 ray start --head --node-ip-address=127\.0\.0\.1 .*--num-cpus=3 --num-gpus=0/m,
  );
  expect(statSync(join(checkout.folder, '.starling/ray/head')).mode & 0o077).toBe(0);

  expect(checkout.run('ray-local.sh', ['status']).stdout).toBe(stdout);
  expect(checkout.run('ray-local.sh', ['start'])).toMatchObject({ status: 0, stdout });
  expect(calls().match(/ray start/g)).toHaveLength(1);

  const folder = folderOf();
  expect(existsSync(folder)).toBe(true);
  expect(checkout.run('ray-local.sh', ['stop']).status).toBe(0);
  expect(existsSync(folder)).toBe(false);
  expect(processes()).toBe('');
  expect(checkout.run('ray-local.sh', ['status'])).toMatchObject({ status: 1, stdout: '' });
});

test('a head that is open to other machines is taken down again', () => {
  standInFor('0.0.0.0');
  const { status, stdout, stderr } = checkout.run('ray-local.sh', ['start']);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/the head was open to others \(0\.0\.0\.0:\d+\) and was taken down/);
  expect(processes()).toBe('');
  expect(existsSync(folderOf())).toBe(false);
});

test('a head that does not start says so, with the end of its output', () => {
  standInFor();
  writeFileSync(
    join(checkout.folder, '.starling/ray/venv/bin/ray'),
    '#!/bin/sh\necho "no such port"\necho "--temp-dir=$0"\nexit 1\n',
    { mode: 0o755 },
  );
  const { status, stderr } = checkout.run('ray-local.sh', ['start']);
  expect(status).toBe(1);
  expect(stderr).toContain('no such port');
  expect(stderr).toContain('the head did not start');
  expect(checkout.run('ray-local.sh', ['status']).status).toBe(1);
});

test('a number that is now of another process is not ended', () => {
  mkdirSync(join(checkout.folder, '.starling/ray'), { recursive: true });
  const group = spawnSync('ps', ['-o', 'pgid=', '-p', String(process.pid)], {
    encoding: 'utf8',
  }).stdout.trim();
  checkout.write(
    '.starling/ray/head',
    `group=${group} folder=${join(checkout.folder, 'gone')} address=http://127.0.0.1:1 token=t\n`,
  );
  expect(checkout.run('ray-local.sh', ['status'])).toMatchObject({ status: 1, stdout: '' });
  const { status, stderr } = checkout.run('ray-local.sh', ['stop']);
  expect(status).toBe(0);
  expect(stderr).toContain('no head runs');
});

test('Ray is installed where it is missing, and what is missing for that is said', () => {
  checkout.standIn('python3', 'echo "no module named venv"; exit 1');
  const { status, stderr } = checkout.run('ray-local.sh', ['start']);
  expect(status).toBe(1);
  expect(stderr).toContain('Ray could not be installed; it needs Python 3.10 or newer with venv and pip');
  expect(calls()).toContain('python3 -m venv ');
});

test.each([
  [[], 'start, status or stop?'],
  [['begin'], 'unknown option begin'],
  [['start', 'stop'], 'start or stop, one at a time'],
  [['start', '--slots', 'two'], '--slots needs a whole number'],
  [['start', '--gpus'], '--gpus needs a whole number'],
])('%j is refused', (words, message) => {
  const { status, stderr } = checkout.run('ray-local.sh', words);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

test('--help says what it does', () => {
  const { status, stdout } = checkout.run('ray-local.sh', ['--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: scripts/ray-local.sh');
});
