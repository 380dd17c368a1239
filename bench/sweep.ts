import { join } from 'node:path';
import { ownCores } from '../app/sweep/own-cores.js';
import type { Bench, Side, Timed } from './measure.js';
import { root } from './root.js';
import { SMOKE } from './smoke.js';
import { inFolder } from './starling.js';
import { asked, driven, own, slowest, together } from './sweep/driven.js';

const SMOKES = 1000;
const smokes = `name: smoke
scenario: ${SMOKE}
replications: ${SMOKES}
`;

/** Runs after which nearly all of their code is compiled. */
const WARM = 300;

/** Rounds of arithmetic, a few seconds of them. */
const BUSY = 1000;

const [RUNS, STEPS] = [10_000, 100];
const rows = `name: rows
model: ${join(root, 'dist', 'bench', 'sweep', 'rows.js')}
set: { steps: ${STEPS} }
replications: ${RUNS}
`;

const GROUP_BY = `SELECT step, avg("count"), max(half) FROM model GROUP BY step ORDER BY step`;

const side = (name: string, ask: () => Promise<Timed>): Side => ({ name, work: { ask } });

/** Whole sweeps by one worker and by two, and the same runs in processes that do nothing else. */
function workers(): Side[] {
  /** Of the newest sweep of so many workers. */
  const alone: Record<number, number> = {};
  const swept = (name: string, count: number, ...more: readonly string[]) =>
    side(name, () =>
      inFolder(async (folder) => {
        const { seconds, ...timed } = await driven(folder, smokes, count, more);
        alone[count] = seconds;
        return timed;
      }),
    );
  const itself = (count: number) =>
    side(count === 1 ? 'its runs alone' : 'half of their runs alone', async () => ({
      wall: alone[count]! / count,
    }));
  const runs = (count: number, warm: number) => {
    const share = SMOKES / count;
    return Array.from({ length: count }, (_, index) => [
      ...ownCores(1),
      own('runs'),
      ...[index * share, share, warm].map(String),
    ]);
  };
  const unswept = (name: string, count: number) =>
    side(name, async () => ({ wall: await together(runs(count, 0)) }));
  const warmed = (name: string, count: number) =>
    side(name, async () => ({ wall: await slowest(runs(count, WARM)) }));
  return [
    // A worker's part of two cores, where there are two.
    ...[
      swept('1 worker', 1, '--threads', '1'),
      itself(1),
      swept('2 workers', 2, '--threads', '1'),
      itself(2),
    ],
    ...[unswept('1 process, no sweep', 1), unswept('2 processes, no sweep', 2)],
    // What the machine gives two processes meanwhile.
    ...[warmed('1 process, compiled', 1), warmed('2 processes, compiled', 2)],
    swept('1 worker of two cores', 1, '--threads', '2'),
  ];
}

/**
 * Wall time of whole commands, the start of their processes with it, and so for a quiet machine. What a run costs beyond
 * itself is the difference of a sweep's side and that of its runs alone, times the workers.
 */
export const sweep: Bench = {
  name: 'sweep',
  question: 'what does a run of a sweep cost beyond itself, what do two workers gain, and what do rows take?',
  async *cases() {
    yield {
      name: `${SMOKES} runs of smoke`,
      unit: 'runs',
      work: SMOKES,
      by: 'wall',
      sides: workers(),
    };
    yield {
      name: 'what two busy loops gain',
      unit: 'rounds',
      work: BUSY,
      by: 'wall',
      sides: [1, 2].map((count) =>
        side(count === 1 ? '1 busy loop' : `${count} busy loops`, async () => ({
          wall: await together(Array.from({ length: count }, () => [own('busy'), String(BUSY / count)])),
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
