/**
 * Closes a test run: `node scripts/report/main.mjs REPORT STATUS` prints `N passed, N failed` alone on the last line.
 * Exits with 0 only where the runner did (STATUS) and the report agrees.
 */
import { countTests } from './summary.mjs';

const [path = '', status = ''] = process.argv.slice(2);
const { passed, failed, problem } = countTests(path);
if (problem !== undefined) console.error(problem);
if (status !== '0') console.error(`the test run ended with exit code ${status}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = status === '0' && failed === 0 ? 0 : 1;
