import { existsSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.js';

let checkout: Checkout;

/** Stands in for npm: leaves what `npm ci`, `npm run native` and `npm run build` leave. */
const npm = `
case "$*" in
  ci*) mkdir -p node_modules && touch node_modules/.package-lock.json ;;
  *native*) exit \${NATIVE_STATUS:-0} ;;
  *build*) mkdir -p dist && touch dist/.built ;;
esac`;

beforeEach(() => {
  checkout = new Checkout();
  checkout.standIn('npm', npm);
  checkout.write('kernels/a.ts', 'export const a = 1;');
  age('kernels/a.ts');
});
afterEach(() => checkout.remove());

/** Makes a file and its folder older than anything that set-up will write. */
function age(path: string): void {
  for (const name of [path, join(path, '..'), 'package.json']) utimesSync(join(checkout.folder, name), 1, 1);
}

/** Makes a file newer than what was built, however coarse the clock of the file system. */
function ahead(path: string, ms: number): void {
  const then = new Date(Date.now() + ms);
  utimesSync(join(checkout.folder, path), then, then);
}

/** What npm was asked for since the last look. */
function readCalls(): string[] {
  const path = join(checkout.folder, 'calls');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  rmSync(path);
  return lines;
}

/** Its steps alone. */
function calls(): string[] {
  return readCalls().map((line) => /\b(ci|native|build|lint|check)\b/.exec(line)?.[1] ?? line);
}

test('does everything once, and nothing the second time', () => {
  const first = checkout.run('setup.sh');
  expect(first).toMatchObject({ status: 0, stdout: '' });
  expect(calls()).toEqual(['ci', 'native', 'build']);
  expect(checkout.run('setup.sh')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(calls()).toEqual([]);
});

test('installs and builds again when the lock file changed, and builds again when a source did', () => {
  checkout.run('setup.sh');
  calls();
  checkout.write('package-lock.json', '{ "lockfileVersion": 3 }');
  ahead('package-lock.json', 30_000);
  checkout.run('setup.sh');
  // Some packages are bundled into what is built.
  expect(calls()).toEqual(['ci', 'native', 'build']);
  checkout.write('kernels/a.ts', 'export const a = 2;');
  ahead('kernels/a.ts', 60_000);
  checkout.run('setup.sh');
  expect(calls()).toEqual(['build']);
});

test('a library that cannot be had is no failure, and is not tried again at every start', () => {
  expect(checkout.run('setup.sh', [], { NATIVE_STATUS: '3' }).status).toBe(0);
  expect(calls()).toEqual(['ci', 'native', 'build']);
  checkout.run('setup.sh', ['--if-needed']);
  expect(calls()).toEqual([]);
});

test('--no-native stands until set-up is called without it', () => {
  checkout.run('setup.sh', ['--no-native']);
  expect(calls()).toEqual(['ci', 'build']);
  checkout.run('setup.sh', ['--if-needed']);
  expect(calls()).toEqual([]);
  checkout.run('setup.sh');
  expect(calls()).toEqual(['native']);
});

test('--cuda brings the other library after all else, and alone where all else is there', () => {
  checkout.run('setup.sh', ['--cuda']);
  expect(calls()).toEqual(['ci', 'native', 'build', 'native']);
  expect(checkout.run('setup.sh', ['--cuda']).status).toBe(0);
  expect(readCalls()).toEqual(['npm run --silent native -- --cuda']);
});

test('--cuda that fails is a failure: somebody asked for it', () => {
  checkout.run('setup.sh');
  const { status, stderr } = checkout.run('setup.sh', ['--cuda'], { NATIVE_STATUS: '3' });
  expect(status).toBe(1);
  expect(stderr).toContain('TensorFlow for CUDA could not be set up');
});

test('--force does everything again, --dev checks the sources', () => {
  checkout.run('setup.sh');
  calls();
  checkout.run('setup.sh', ['--force', '--dev']);
  expect(calls()).toEqual(['ci', 'native', 'build', 'lint', 'check']);
});

test('a step that fails stops set-up with the end of its output and where the rest is', () => {
  checkout.standIn('npm', 'echo "gyp ERR! not found: make"; exit 1');
  const { status, stderr } = checkout.run('setup.sh');
  expect(status).toBe(1);
  expect(stderr).toContain('gyp ERR! not found: make');
  expect(stderr).toContain('.starling/logs/setup.log');
  expect(checkout.run('setup.sh').status).toBe(1);
});

test('takes over from a set-up that was killed', () => {
  checkout.write('.starling/setup.lock', '999999999\n');
  expect(checkout.run('setup.sh').status).toBe(0);
});

test.each([
  ['v18.20.4', 'Node.js v18.20.4 is too old; install version 20 or newer'],
  ['v9.0.0', 'Node.js v9.0.0 is too old'],
])('Node %s is refused before anything is touched', (version, message) => {
  checkout.standIn('node', `echo ${version}`);
  const { status, stderr } = checkout.run('setup.sh');
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});

test.each(['setup.sh', 'run.sh', 'test.sh', 'cleanup.sh', 'node24.sh'])(
  '%s explains itself and sets nothing up',
  (script) => {
    const { status, stdout } = checkout.run(script, ['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: scripts/${script}`);
    expect(calls()).toEqual([]);
  },
);

test.each([
  ['setup.sh', '--bogus', 'unknown option --bogus'],
  ['setup.sh', '--cuda --no-native', '--cuda and --no-native exclude each other'],
  ['cleanup.sh', '--bogus', 'unknown option --bogus'],
  ['run.sh', 'ui', 'unknown mode ui'],
])('%s refuses %s with exit code 2', (script, argument, message) => {
  expect(checkout.run(script, argument.split(' '))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(message),
  });
});
