import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repository } from './checkout.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function close(report: unknown, status = '0') {
  const path = join(folder, 'report.json');
  if (report !== undefined) writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
  const result = spawnSync(process.execPath, [join(repository, 'scripts/report/main.mjs'), path, status], {
    encoding: 'utf8',
  });
  return { status: result.status, last: result.stdout.trimEnd().split('\n').at(-1) };
}

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((result) => ({ status: result })),
});

test('counts what passed', () => {
  const report = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed', 'passed')] };
  expect(close(report)).toEqual({ status: 0, last: '2 passed, 0 failed' });
});

test('counts what failed', () => {
  const report = { numPassedTests: 1, numFailedTests: 1, testResults: [file('failed', 'passed', 'failed')] };
  expect(close(report, '1')).toEqual({ status: 1, last: '1 passed, 1 failed' });
});

test('a test file that could not be loaded is a failure', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [file('passed', 'passed'), file('failed')],
  };
  expect(close(report, '1')).toEqual({ status: 1, last: '1 passed, 1 failed' });
});

test('a runner that failed is a failure even when every test passed', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] };
  expect(close(report, '137').status).toBe(1);
});

test.each([undefined, '', '{"numPassed'])('a run that left no whole report (%j) is a failure', (report) => {
  expect(close(report)).toEqual({ status: 1, last: '0 passed, 1 failed' });
});

test('a run without tests is a failure', () => {
  expect(close({ numPassedTests: 0, numFailedTests: 0, testResults: [] }).status).toBe(1);
});
