/**
 * Compiles the kernels written in C++: `node scripts/kernels/main.mjs [--if-stale]`. Runs when the package is
 * installed and after each build. Where it can't, it says why in one line and ends well: the JavaScript kernels give
 * the same results, slower.
 */
import { say } from '../native/command.mjs';
import { compile } from './compile.mjs';
import { isFresh } from './files.mjs';

if (!(process.argv.includes('--if-stale') && isFresh())) {
  try {
    const took = await compile();
    say(`compiled kernels: ready (${took} s)`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`compiled kernels: not available, the JavaScript kernels serve instead: ${why}`);
  }
}
