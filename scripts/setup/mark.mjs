/** Notes that packages and native TensorFlow are settled: `node scripts/setup/mark.mjs ready|unavailable|skipped`. */
import { readStamp, writeStamp } from './stamp.mjs';

const outcome = process.argv[2];
if (outcome !== 'ready' && outcome !== 'unavailable' && outcome !== 'skipped') {
  throw new Error(`expected ready, unavailable or skipped, not ${outcome}`);
}
// Skipping takes nothing away from what is there already.
writeStamp(outcome === 'skipped' && readStamp()?.native === 'ready' ? 'ready' : outcome);
