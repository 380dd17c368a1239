/**
 * Says what set-up has to do: `node scripts/setup/plan.mjs [settled]` prints one word a step, in order, of `install`
 * (npm ci), `native` and `build`; nothing where all is in place. With `settled` an earlier decision to do without
 * native TensorFlow stands. Reads a few files, so that it costs a start next to nothing.
 */
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isStale, root } from '../build/sources.mjs';
import { packagesKey, readStamp } from './stamp.mjs';

const settled = process.argv[2] === 'settled';
const stamp = readStamp();
const known = stamp?.packages === packagesKey();
const steps = [];

if (!known && !installedByHand()) steps.push('install');
if (!known || (stamp?.native === 'skipped' && !settled)) steps.push('native');
if (isStale()) steps.push('build');
process.stdout.write(steps.join(' '));

/** npm notes what it installed in a file of its own; one no older than the lock file came from it. */
function installedByHand() {
  const noted = statSync(join(root, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  const locked = statSync(join(root, 'package-lock.json'));
  return noted !== undefined && noted.mtimeMs >= locked.mtimeMs && compiledForThisNode();
}

function compiledForThisNode() {
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3');
    new Database(':memory:').close();
    return true;
  } catch {
    return false;
  }
}
