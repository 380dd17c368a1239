import { implementations } from './implementations.js';
import { FEATURES, groupsOf, NODES, records } from './jobs.js';
import type { Bench } from './measure.js';

export const directions: Bench = {
  name: 'directions',
  question: 'how many records does each implementation turn into directions a second?',
  async *cases(options) {
    const [slots, rows] = [NODES, 64];
    const job = {
      records: records(slots * rows),
      features: FEATURES,
      groups: groupsOf(slots, rows),
      centres: new Uint16Array(slots * FEATURES).fill(32_768),
      spreads: new Uint16Array(FEATURES).fill(9_001),
      out: new Int8Array(slots * rows * FEATURES),
    };
    yield {
      name: `${slots * rows} records of ${FEATURES} features`,
      unit: 'records',
      work: slots * rows,
      sides: await implementations('directions', options, (kernels) => () => kernels.directions(job)),
    };
  },
};
