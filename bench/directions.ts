import { implementations } from './implementations.js';
import { FEATURES, framed, NODES, records } from './jobs.js';
import type { Bench } from './measure.js';

export const directions: Bench = {
  name: 'directions',
  question: 'how many records does each implementation turn into directions a second?',
  async *cases(options) {
    const [slots, rows] = [NODES, 64];
    const job = framed(slots, records(slots * rows));
    yield {
      name: `${slots * rows} records of ${FEATURES} features`,
      unit: 'records',
      work: slots * rows,
      sides: await implementations('directions', job, options),
    };
  },
};
