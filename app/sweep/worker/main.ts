import { failure } from '../../cli/fail.js';
import { work } from './work.js';

try {
  await work(process.argv.slice(2));
} catch (error) {
  const { text, code } = failure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
