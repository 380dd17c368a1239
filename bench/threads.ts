import { availableParallelism } from 'node:os';
import { type Kernels, kernelsFor } from '../kernels/index.js';
import { FEATURES, fitOf, NODES, scoreOf, WINDOW } from './jobs.js';
import type { Bench, Side } from './measure.js';

const TREES = 100;

/** Wall time, and so for a quiet machine of two cores or more; `--threads` has no say in it. */
export const threads: Bench = {
  name: 'threads',
  question: 'how much faster do two threads fit and score forests than one?',
  async *cases() {
    if (availableParallelism() < 2) throw new Error('bench: two threads need two cores');
    const job = fitOf(NODES, TREES, WINDOW);
    yield {
      name: `fit ${NODES} forests of ${TREES} trees on ${WINDOW} records`,
      unit: 'forests',
      work: NODES,
      by: 'wall',
      sides: onThreads((kernels) => kernels.forestFit(job)),
    };
    // More records than a step brings, so that waking a thread does not count.
    const rows = 1024;
    const score = scoreOf(job, rows);
    yield {
      name: `score ${rows} records of ${FEATURES} features on each`,
      unit: 'visits',
      work: NODES * rows * TREES * job.forests.height,
      by: 'wall',
      sides: onThreads((kernels) => kernels.forestScore(score)),
    };
  },
};

function onThreads(work: (kernels: Kernels) => void): Side[] {
  return [1, 2].map((count) => {
    const kernels = kernelsFor({ choice: 'auto', memoryBudget: 1 << 28, threads: count });
    return { name: count === 1 ? '1 thread' : `${count} threads`, work: () => work(kernels) };
  });
}
