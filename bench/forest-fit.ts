import { implementations } from './implementations.js';
import { fitOf } from './jobs.js';
import type { Bench } from './measure.js';

export const forestFit: Bench = {
  name: 'forest-fit',
  question: 'how many forests does each implementation fit a second?',
  async *cases(options) {
    const [slots, trees, rows] = [4, 100, 256];
    const job = fitOf(slots, trees, rows);
    yield {
      name: `${slots} forests of ${trees} trees on ${rows} records`,
      unit: 'forests',
      work: slots,
      sides: await implementations('forestFit', job, options),
    };
  },
};
