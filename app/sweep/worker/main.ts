import '../../cli/heap.js';

// Imported once the heap is set up, which static imports would not wait for.
const { failure } = await import('../../cli/fail.js');
const { work } = await import('./work.js');

try {
  await work(process.argv.slice(2));
} catch (error) {
  const { text, code } = failure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
