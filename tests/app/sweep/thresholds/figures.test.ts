import { expect, test } from 'vitest';
import { SECURITY_FIGURES } from '../../../../app/sweep/thresholds/index.js';
import { outcomeOfSecurity } from '../../../../app/sweep/worker/outcome.js';
import type { RunReport } from '../../../../model/index.js';

test('the figures of thresholds are those that a run has', () => {
  const report = { outcome: {}, consensus: {}, learn: {}, ledger: {}, timing: {} } as RunReport;
  expect(Object.keys(outcomeOfSecurity(report).outcomes)).toEqual(SECURITY_FIGURES);
});
