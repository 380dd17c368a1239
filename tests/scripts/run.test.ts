import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.js';

let checkout: Checkout;

beforeEach(() => {
  checkout = new Checkout();
  checkout.write('scripts/setup.sh', 'echo "setup $*" >&2');
  checkout.write('dist/app/cli/main.js', 'process.stdout.write(process.argv.slice(2).join("\\n"));');
  checkout.write('mine.yaml', '');
});
afterEach(() => checkout.remove());

/** What the program was started with, paths relative to the checkout. */
function started(...args: string[]): string[] {
  const { stdout, status } = checkout.run('run.sh', args);
  expect(status).toBe(0);
  return stdout.split('\n').map((line) => line.replace(`${checkout.folder}/`, ''));
}

test.each([
  [[], ['run', 'scenarios/default.yaml']],
  [
    ['cli', '--agents', '10'],
    ['run', 'scenarios/default.yaml', '--agents', '10'],
  ],
  [
    ['--steps', '3'],
    ['run', 'scenarios/default.yaml', '--steps', '3'],
  ],
  [
    ['test', '--verbose'],
    ['run', 'scenarios/smoke.yaml', '--verbose'],
  ],
  [['demo'], ['run', 'scenarios/demo.yaml']],
  [
    ['mine.yaml', '--json'],
    ['run', 'mine.yaml', '--json'],
  ],
  [
    ['cli', 'mine.yaml'],
    ['run', 'mine.yaml'],
  ],
])('%j', (args, expected) => {
  expect(started(...args)).toEqual(expected);
});

test('hands on the exit code of the program, and keeps its stdout clean', () => {
  checkout.write('dist/app/cli/main.js', 'process.exit(5)');
  expect(checkout.run('run.sh')).toEqual({ status: 5, stdout: '', stderr: 'setup --if-needed\n' });
});
