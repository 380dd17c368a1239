import { join } from 'node:path';
import type { Bench, Side, Timed } from './measure.js';
import { root } from './root.js';
import { inFolder } from './starling.js';
import { asked, busy, driven, onOneCore } from './sweep/driven.js';

const SMOKE = 1000;
const smoke = `name: smoke
scenario: ${join(root, 'scenarios', 'smoke.yaml')}
replications: ${SMOKE}
`;

const [RUNS, STEPS] = [10_000, 100];
const rows = `name: rows
model: ${join(root, 'dist', 'bench', 'sweep', 'rows.js')}
set: { steps: ${STEPS} }
replications: ${RUNS}
`;

const GROUP_BY = `SELECT step, avg("count"), max(half) FROM model GROUP BY step ORDER BY step`;

const side = (name: string, ask: () => Promise<Timed>): Side => ({ name, work: { ask } });

/**
 * Wall time of whole commands, the start of their processes with it, and so for a quiet machine. What a run costs beyond
 * itself is the difference of a sweep's side and that of its runs alone, times the workers.
 */
export const sweep: Bench = {
  name: 'sweep',
  question: 'what does a run of a sweep cost beyond itself, what do two workers gain, and what do rows take?',
  async *cases() {
    /** Of the newest sweep of so many workers. */
    const alone: Record<number, number> = {};
    const whole = (workers: number) =>
      side(workers === 1 ? '1 worker' : `${workers} workers`, () =>
        inFolder(async (folder) => {
          const { seconds, ...timed } = await driven(folder, smoke, workers);
          alone[workers] = seconds;
          return timed;
        }),
      );
    const itself = (workers: number) =>
      side(workers === 1 ? 'its runs alone' : `a ${workers}th of its runs alone`, async () => ({
        wall: alone[workers]! / workers,
      }));
    // One worker is not one core: its kernels' second thread, and those that compile and collect garbage for it, take another.
    const held = (command: readonly string[]) =>
      side('1 worker held to one core', () =>
        inFolder(async (folder) => {
          const { seconds: _, ...timed } = await driven(folder, smoke, 1, command);
          return timed;
        }),
      );
    yield {
      name: `${SMOKE} runs of smoke`,
      unit: 'runs',
      work: SMOKE,
      by: 'wall',
      sides: [
        ...(onOneCore === undefined ? [] : [held(onOneCore)]),
        ...[whole(1), itself(1), whole(2), itself(2)],
      ],
    };
    const work = 4000;
    yield {
      name: 'what two busy processes gain',
      unit: 'rounds',
      work,
      by: 'wall',
      sides: [1, 2].map((count) =>
        side(count === 1 ? '1 process' : `${count} processes`, async () => ({
          wall: await busy(count, work / count),
        })),
      ),
    };
    /** Seconds of the newest query. */
    let grouped = 0;
    yield {
      name: `${RUNS} runs of ${STEPS} rows`,
      unit: 'rows',
      work: RUNS * STEPS,
      by: 'wall',
      sides: [
        side('taken in', () =>
          inFolder(async (folder) => {
            const { seconds: _, ...timed } = await driven(folder, rows, 2);
            grouped = await asked(folder, GROUP_BY);
            return timed;
          }),
        ),
        side('grouped by a query', async () => ({ wall: grouped })),
      ],
    };
  },
};
