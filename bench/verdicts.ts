/** From path sums to verdicts: bounds of the windows, which records lie below them, and what is said of each record. */
import { implementations } from './implementations.js';
import { directions, FEATURES, groupsOf, marks, NODES, pathSums, ROWS, WINDOW } from './jobs.js';
import type { Bench } from './measure.js';

export const pathBounds: Bench = {
  name: 'path-bounds',
  question: 'of how many path sums a second does each implementation find two bounds?',
  async *cases(options) {
    const shares = [20_000, 100_000];
    const job = {
      pathSums: pathSums(NODES * WINDOW, 1),
      groups: groupsOf(NODES, WINDOW),
      shares,
      out: new Uint32Array(NODES * shares.length),
    };
    yield {
      name: `windows of ${WINDOW} of ${NODES} nodes`,
      unit: 'path sums',
      work: job.pathSums.length,
      sides: await implementations('pathBounds', job, options),
    };
  },
};

export const mark: Bench = {
  name: 'mark',
  question: 'how many path sums does each implementation hold against bounds a second?',
  async *cases(options) {
    const count = NODES * WINDOW;
    const job = {
      values: pathSums(count, 1),
      groups: groupsOf(NODES, WINDOW),
      bounds: pathSums(NODES, 2),
      side: 'below' as const,
      out: new Uint8Array(count),
    };
    yield {
      name: `windows of ${WINDOW} of ${NODES} nodes`,
      unit: 'path sums',
      work: count,
      sides: await implementations('mark', job, options),
    };
  },
};

export const judge: Bench = {
  name: 'judge',
  question: 'how many records does each implementation judge a second?',
  async *cases(options) {
    const count = NODES * ROWS;
    const job = {
      groups: groupsOf(NODES, ROWS),
      features: FEATURES,
      anomalous: marks(count, 0.05, 1),
      suspect: marks(count, 0.1, 2),
      proposesSuspects: true,
      listed: Int32Array.from(marks(count, 0.05, 3), (is) => is - 1),
      provisional: Int32Array.from(marks(count, 0.02, 4), (is) => is - 1),
      directions: directions(count, 1),
      verdicts: new Uint8Array(count),
      passed: new Uint8Array(count),
    };
    yield {
      name: `${ROWS} records of each of ${NODES} nodes`,
      unit: 'records',
      work: count,
      sides: await implementations('judge', job, options),
    };
  },
};
