import { reference } from '../kernels/index.js';
import { implementations } from './implementations.js';
import { fitOf, groupsOf, records } from './jobs.js';
import type { Bench } from './measure.js';

export const forestScore: Bench = {
  name: 'forest-score',
  question: 'how many tree nodes does each implementation visit a second?',
  async *cases(options) {
    const [slots, trees, rows] = [50, 100, 64];
    const job = fitOf(slots, trees, 256);
    reference.forestFit(job);
    const out = new Uint32Array(slots * rows);
    const score = {
      forests: job.forests,
      records: records(slots * rows, 2),
      groups: groupsOf(slots, rows),
      out,
    };
    yield {
      name: `${slots} forests of ${trees} trees, ${rows} records each`,
      unit: 'visits',
      work: slots * rows * trees * job.forests.height,
      sides: await implementations('forestScore', options, (kernels) => () => kernels.forestScore(score)),
    };
  },
};
