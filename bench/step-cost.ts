import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listDevices } from '../kernels/device/index.js';
import type { Bench, Side, Timed } from './measure.js';
import { root } from './root.js';
import { starling } from './starling.js';

const STEPS = 1000;
/** Files in memory on Linux: a commit that is to be durable has no disk to wait for. */
const MEMORY = '/dev/shm';

/** The mean over a run's steps, its first and cold ones among them; set-up is left out. */
export const stepCost: Bench = {
  name: 'step-cost',
  question: 'what does a step cost that has hardly any work, with the ledger on a disk and in memory?',
  async *cases({ threads }) {
    const run = (device: string, ...options: readonly string[]): Timed => {
      const { timing, memory } = starling(
        join(root, 'bench', 'step-cost.yaml'),
        ...['--steps', String(STEPS), '--device', device, '--threads', String(threads), ...options],
      );
      return { wall: timing.run_s / STEPS, megabytes: memory.peak_rss_mb };
    };
    const sides = (await listDevices())
      .filter(({ available }) => available)
      .flatMap(({ name }): Side[] => [
        { name: `${name}, ledger on disk`, work: { ask: async () => run(name) } },
        ...(existsSync(MEMORY)
          ? [
              {
                name: `${name}, ledger in memory`,
                work: { ask: async () => inMemory((path) => run(name, '--set', `database.path=${path}`)) },
              },
            ]
          : []),
      ]);
    yield { name: `3 nodes, mean of ${STEPS} steps`, unit: 'steps', work: 1, by: 'wall', sides };
  },
};

function inMemory(work: (ledger: string) => Timed): Timed {
  const folder = mkdtempSync(join(MEMORY, 'starling-bench-'));
  try {
    return work(join(folder, 'ledger.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
