import { join } from 'node:path';
import type { Bench, Side } from './measure.js';
import { root } from './root.js';
import { starling } from './starling.js';

const STEPS = 10;
const SIZES = [1000, 10_000, 100_000];

/**
 * The same steps at every size, so that a node's step can be compared; set-up is left out. The first steps of a process
 * run before its code is compiled, and at 1k nodes ten steps are too short to make up for that, as in a user's run.
 * The largest takes about 1.5 GB and 25 s a round beside its set-up.
 */
export const growth: Bench = {
  name: 'growth',
  question: 'what does a node’s step take at 1k, 10k and 100k nodes (25 trees on 64 records)?',
  async *cases({ threads }) {
    const sides = SIZES.map(
      (agents): Side => ({
        name: `${agents} nodes`,
        work: {
          async ask() {
            const { timing, memory } = starling(
              join(root, 'bench', 'growth.yaml'),
              ...['--agents', String(agents), '--steps', String(STEPS), '--threads', String(threads)],
            );
            return { wall: timing.run_s, megabytes: memory.peak_rss_mb, work: agents * STEPS };
          },
        },
      }),
    );
    yield { name: `${STEPS} steps`, unit: 'node-steps', work: STEPS, by: 'wall', sides };
  },
};
