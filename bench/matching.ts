/** The comparisons of directions with signatures, each a question of its own. */
import { similarityBound } from '../kernels/index.js';
import { implementations } from './implementations.js';
import { directions, FEATURES, groupsOf } from './jobs.js';
import type { Bench } from './measure.js';

const [SLOTS, ROWS, SIGNATURES] = [200, 256, 64];
const PAIRS = SLOTS * ROWS * SIGNATURES;
const SIZE = `${SLOTS * ROWS} rows with ${SIGNATURES} signatures`;

const job = () => ({
  rows: directions(SLOTS * ROWS, 1),
  signatures: directions(SIGNATURES, 2),
  groups: groupsOf(SLOTS, ROWS),
  features: FEATURES,
  bound: similarityBound(0.9),
});

export const matchCounts: Bench = {
  name: 'match-counts',
  question: 'how many pairs does each implementation compare and count a second?',
  async *cases(options) {
    const counts = { ...job(), out: new Uint32Array(SLOTS * SIGNATURES) };
    const sides = await implementations(
      'matchCounts',
      options,
      (kernels) => () => kernels.matchCounts(counts),
    );
    yield { name: SIZE, unit: 'pairs', work: PAIRS, sides };
  },
};

export const firstMatch: Bench = {
  name: 'first-match',
  question: 'how many pairs does each implementation look through for a first match a second?',
  async *cases(options) {
    const applies = new Uint8Array(SLOTS * SIGNATURES).fill(1);
    const first = { ...job(), applies, out: new Int32Array(SLOTS * ROWS) };
    const sides = await implementations('firstMatch', options, (kernels) => () => kernels.firstMatch(first));
    yield { name: SIZE, unit: 'pairs', work: PAIRS, sides };
  },
};

export const leaderClusters: Bench = {
  name: 'leader-clusters',
  question: 'how many rows does each implementation cluster a second?',
  async *cases(options) {
    const count = 2000;
    const { features, bound } = job();
    const clusters = { rows: directions(count, 3), features, bound, out: new Int32Array(count) };
    const sides = await implementations(
      'leaderClusters',
      options,
      (kernels) => () => kernels.leaderClusters(clusters),
    );
    yield { name: `${count} rows`, unit: 'rows', work: count, sides };
  },
};
