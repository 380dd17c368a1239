/** What a step draws for its traffic: random words, normal variates, and the records made of both. */
import { keyOf } from '../kernels/index.js';
import { implementations } from './implementations.js';
import { FEATURES, NODES, ROWS } from './jobs.js';
import type { Bench } from './measure.js';

const address = { key: keyOf(1), stream: 1, step: 0 };
const agents = Uint32Array.from({ length: NODES }, (_, node) => node);

export const randomBits: Bench = {
  name: 'random-bits',
  question: 'how many random words does each implementation draw a second?',
  async *cases(options) {
    // A record draws a word for its attack, and one for each two features.
    const draws = ROWS * (1 + FEATURES / 2);
    const job = { ...address, agents, out: new Uint32Array(NODES * draws) };
    yield {
      name: `${draws} words for each of ${NODES} nodes`,
      unit: 'words',
      work: job.out.length,
      sides: await implementations('randomBits', job, options),
    };
  },
};

export const normals: Bench = {
  name: 'normals',
  question: 'how many normal variates does each implementation draw a second?',
  async *cases(options) {
    const draws = ROWS * FEATURES;
    const job = { ...address, agents, out: new Int16Array(NODES * draws) };
    yield {
      name: `${draws} variates for each of ${NODES} nodes`,
      unit: 'variates',
      work: job.out.length,
      sides: await implementations('normals', job, options),
    };
  },
};

export const traffic: Bench = {
  name: 'traffic',
  question: 'how many records does each implementation generate a second, a tenth of them in two attacks?',
  async *cases(options) {
    const attacks = 2;
    const job = {
      ...address,
      features: FEATURES,
      rows: ROWS,
      centres: new Int32Array(NODES * FEATURES).fill(32_768),
      shifts: new Int32Array(attacks * FEATURES).fill(3000),
      reach: Float64Array.from({ length: NODES * attacks }, (_, i) => (1 + (i % attacks)) * 0.05 * 2 ** 32),
      records: new Uint16Array(NODES * ROWS * FEATURES),
      attacks: new Uint8Array(NODES * ROWS),
    };
    yield {
      name: `${ROWS} records of ${FEATURES} features for each of ${NODES} nodes`,
      unit: 'records',
      work: NODES * ROWS,
      sides: await implementations('traffic', job, options),
    };
  },
};
