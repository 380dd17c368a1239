import { expect, test } from 'vitest';
import { type SweepSummary, summaryText } from '../../../../app/sweep/drive/index.js';

const DONE: SweepSummary = {
  name: 'tried',
  folder: 'sweeps/tried-1',
  ending: 'done',
  designs: 40,
  replications: 1,
  runs: { total: 40, pending: 0, running: 0, succeeded: 40, failed: 0, aborted: 0 },
  attempts: 40,
  seconds: 80,
  digest: 'ab'.repeat(32),
  thresholds: [],
  failures: [],
  memory: { peak_rss_mb: 100 },
};

test.each([
  [{}, 'see it: npx starling sweep status sweeps/tried-1'],
  [
    { succeeded: 39, failed: 1 },
    'try the failed runs again: npx starling sweep retry sweeps/tried-1 --failed',
  ],
  [{ succeeded: 38, failed: 1, aborted: 1 }, 'go on with it: npx starling sweep resume sweeps/tried-1'],
  [{ succeeded: 39, pending: 1 }, 'go on with it: npx starling sweep resume sweeps/tried-1'],
])('the end of a sweep says what can be done next: %o', (runs, next) => {
  const text = summaryText({ ...DONE, ending: 'failed fast', runs: { ...DONE.runs, ...runs } });
  expect(text.split('\n').at(-1)).toBe(`Kept in sweeps/tried-1; ${next}`);
});

test('the end of a sweep tells the first crossed thresholds, and how many more there are', () => {
  const thresholds = Array.from({ length: 40 }, (_, design) => ({
    text: 'mean(recall) >= 1',
    design,
    label: `x=${design}`,
    value: design === 0 ? null : 1 - design / 30,
    passed: design > 35,
  }));
  const lines = summaryText({ ...DONE, thresholds }).split('\n');
  expect(lines).toContain('thresholds  4 of 40 hold');
  const crossed = lines.filter((line) => line.includes('not mean(recall) >= 1'));
  expect(crossed).toHaveLength(20);
  expect(crossed.slice(0, 2)).toEqual([
    '            not mean(recall) >= 1: no figure for x=0',
    '            not mean(recall) >= 1: 0.967 for x=1',
  ]);
  expect(lines).toContain('            … and 16 more');
});
