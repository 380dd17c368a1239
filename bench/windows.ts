/** What nodes remember: windows and suspects. These kernels change their columns, which are put back before each turn. */
import type { Attribute } from '../kernels/index.js';
import { implementations } from './implementations.js';
import {
  directions,
  FEATURES,
  groupsOf,
  marks,
  NODES,
  pathSums,
  ROWS,
  records,
  restorer,
  WINDOW,
} from './jobs.js';
import type { Bench } from './measure.js';

/** Full windows whose oldest rows lie anywhere. */
const windows = () => ({
  capacity: WINDOW,
  features: FEATURES,
  rows: records(NODES * WINDOW),
  counts: new Uint32Array(NODES).fill(WINDOW),
  heads: Uint32Array.from({ length: NODES }, (_, node) => (37 * node) % WINDOW),
});

/** What is kept beside each row: its direction, when it came, and a mark. */
const attributes = (stored: number, incoming: number) => [
  { width: FEATURES, stored: directions(stored, 1), incoming: directions(incoming, 2) },
  { width: 1, stored: new Uint32Array(stored), incoming: new Uint32Array(incoming).fill(1) },
  { width: 1, stored: new Uint8Array(stored), incoming: new Uint8Array(incoming).fill(1) },
];

/** Puts back these columns, and what is kept beside them. */
const restoring = (beside: readonly Attribute[], ...columns: readonly Attribute['stored'][]) =>
  restorer(...columns, ...beside.map(({ stored }) => stored));

export const windowAppend: Bench = {
  name: 'window-append',
  question: 'how many records does each implementation append to full windows a second?',
  async *cases(options) {
    const count = NODES * ROWS;
    const job = {
      window: windows(),
      records: records(count, 2),
      groups: groupsOf(NODES, ROWS),
      gate: marks(count, 0.95, 1),
      attributes: attributes(NODES * WINDOW, count),
    };
    const reset = restoring(job.attributes, job.window.rows, job.window.counts, job.window.heads);
    yield {
      name: `${ROWS} records to each of ${NODES} windows of ${WINDOW}, 5 % kept out`,
      unit: 'records',
      work: count,
      sides: await implementations('windowAppend', job, options, reset),
    };
  },
};

export const windowPurge: Bench = {
  name: 'window-purge',
  question: 'how many rows of windows does each implementation look through, and drop 5 % of, a second?',
  async *cases(options) {
    const count = NODES * WINDOW;
    const job = {
      window: windows(),
      slots: groupsOf(NODES, WINDOW).slots,
      drop: marks(count, 0.05, 1),
      attributes: attributes(count, 0),
      dropped: new Uint32Array(NODES),
    };
    const reset = restoring(job.attributes, job.window.rows, job.window.counts, job.window.heads);
    yield {
      name: `${NODES} windows of ${WINDOW}`,
      unit: 'rows',
      work: count,
      sides: await implementations('windowPurge', job, options, reset),
    };
  },
};

export const strongest: Bench = {
  name: 'strongest',
  question: 'how many records does each implementation weigh against what nodes remember a second?',
  async *cases(options) {
    const [capacity, count] = [32, NODES * ROWS];
    const sums = pathSums(NODES * capacity, 1);
    for (let node = 0; node < NODES; node++) sums.subarray(node * capacity, (node + 1) * capacity).sort();
    const job = {
      memory: { capacity, sums, counts: new Uint32Array(NODES).fill(capacity) },
      pathSums: pathSums(count, 2),
      groups: groupsOf(NODES, ROWS),
      gate: marks(count, 0.1, 1),
      keep: marks(NODES * capacity, 0.9, 2),
      attributes: attributes(NODES * capacity, count),
    };
    const reset = restoring(job.attributes, sums, job.memory.counts);
    yield {
      name: `${ROWS} records, 10 % of them suspect, for each of ${NODES} memories of ${capacity}`,
      unit: 'records',
      work: count,
      sides: await implementations('strongest', job, options, reset),
    };
  },
};
