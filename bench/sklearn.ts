import { join } from 'node:path';
import { implementations } from './implementations.js';
import { fitOf, scoreOf, WINDOW } from './jobs.js';
import type { Bench, Side } from './measure.js';
import { Answering, python } from './python.js';
import { root } from './root.js';

const TREES = 100;

/** One core on both sides: scikit-learn uses one unless told otherwise. */
export const sklearn: Bench = {
  name: 'sklearn',
  question:
    'how much faster than scikit-learn are a forest’s fit (100 trees, 256 records of 8 features) and score?',
  async *cases(options) {
    const single = { ...options, threads: 1 };
    const peer = new Answering(python(), [join(root, 'bench', 'peers', 'isolation_forest.py')], {
      OMP_NUM_THREADS: '1',
    });
    const asked = (what: 'fit' | 'score', count: number): Side => ({
      name: 'scikit-learn',
      work: {
        async ask() {
          const [wall, cpu] = (await peer.ask(`${what} ${count}`)).split(' ').map(Number);
          return { wall: wall!, cpu: cpu!, work: count };
        },
      },
    });
    try {
      const forests = 16;
      const job = fitOf(forests, TREES, WINDOW);
      yield {
        name: `fit ${TREES} trees on ${WINDOW} records`,
        unit: 'forests',
        work: forests,
        sides: [asked('fit', 2), ...(await implementations('forestFit', job, single))],
      };
      const rows = 64;
      const score = scoreOf(job, rows);
      yield {
        name: `score ${rows} records`,
        unit: 'forests',
        work: forests,
        sides: [asked('score', 4), ...(await implementations('forestScore', score, single))],
      };
    } finally {
      peer.close();
    }
  },
};
