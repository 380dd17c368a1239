import { readFileSync } from 'node:fs';

/**
 * What vitest's JSON report counts, or why it counts nothing.
 *
 * @param {string} path
 * @returns {{ passed: number, failed: number, problem?: string }} failures include files that could not be loaded
 */
export function countTests(path) {
  let report;
  try {
    report = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      problem: `no readable test report: ${error instanceof Error ? error.message : error}`,
    };
  }
  const files = /** @type {{ name: string, status: string, assertionResults: { status: string }[] }[]} */ (
    report.testResults
  );
  const unloaded = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + unloaded.length;
  if (unloaded.length > 0)
    return { passed, failed, problem: `not loaded: ${unloaded.map((file) => file.name).join(', ')}` };
  if (passed + failed === 0) return { passed, failed: 1, problem: 'no test ran' };
  return { passed, failed };
}
