/** The comparisons of directions with signatures, each a question of its own. */
import { implementations } from './implementations.js';
import { BOUND, comparison, directions, FEATURES, NODES, SIGNATURES, WINDOW } from './jobs.js';
import type { Bench } from './measure.js';

const PAIRS = NODES * WINDOW * SIGNATURES;
const SIZE = `${NODES * WINDOW} rows with ${SIGNATURES} signatures`;

export const matchCounts: Bench = {
  name: 'match-counts',
  question: 'how many pairs does each implementation compare and count a second?',
  async *cases(options) {
    const counts = { ...comparison(), out: new Uint32Array(NODES * SIGNATURES) };
    const sides = await implementations('matchCounts', counts, options);
    yield { name: SIZE, unit: 'pairs', work: PAIRS, sides };
  },
};

export const firstMatch: Bench = {
  name: 'first-match',
  question: 'how many pairs does each implementation look through for a first match a second?',
  async *cases(options) {
    const applies = new Uint8Array(NODES * SIGNATURES).fill(1);
    const first = { ...comparison(), applies, out: new Int32Array(NODES * WINDOW) };
    const sides = await implementations('firstMatch', first, options);
    yield { name: SIZE, unit: 'pairs', work: PAIRS, sides };
  },
};

export const leaderClusters: Bench = {
  name: 'leader-clusters',
  question: 'how many rows does each implementation cluster a second?',
  async *cases(options) {
    const count = 2000;
    const clusters = {
      rows: directions(count, 3),
      features: FEATURES,
      bound: BOUND,
      out: new Int32Array(count),
    };
    const sides = await implementations('leaderClusters', clusters, options);
    yield { name: `${count} rows`, unit: 'rows', work: count, sides };
  },
};
