import { expect, test } from 'vitest';
import { SweepLines } from '../../../../app/sweep/drive/lines.js';
import type { RunRow } from '../../../../framework/index.js';

const counts = (pending: number, running: number, succeeded: number, failed = 0, aborted = 0) => ({
  pending,
  running,
  succeeded,
  failed,
  aborted,
});

test('progress is a line every five seconds and one at the end, with rate and time left', () => {
  const lines: string[] = [];
  let now = 0;
  const watch = new SweepLines(
    (line) => lines.push(line),
    () => now,
  );
  watch.counted(counts(98, 2, 0));
  for (now = 1; now < 6; now++) watch.counted(counts(98 - 2 * now, 2, 2 * now));
  now = 6;
  watch.counted(counts(0, 0, 96, 1, 3));
  watch.counted(counts(0, 0, 96, 1, 3));
  expect(lines).toEqual([
    '0/100 runs',
    '10/100 runs  2 runs/s  45 s left',
    '97/100 runs  1 failed  3 aborted  16.2 runs/s',
  ]);
});

test('a failure is told at once', () => {
  const lines: string[] = [];
  const watch = new SweepLines((line) => lines.push(line));
  const run = {
    key: 'ab'.repeat(32),
    design: 3,
    seed: 7,
    attempts: 2,
    failure: { reason: 'time', message: 'it took longer than 5 s', trace: '' },
  } as RunRow;
  watch.failed(run, true);
  watch.failed(run, false);
  expect(lines).toEqual([
    'run abababababababab (design 3, seed 7): attempt 2 failed: it took longer than 5 s; it is tried again',
    'run abababababababab (design 3, seed 7): attempt 2 failed: it took longer than 5 s; it is given up',
  ]);
});
