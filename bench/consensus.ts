/** What nodes say to one another: signatures of what they flagged, and votes on those of others. */
import { reference, Vote } from '../kernels/index.js';
import { implementations } from './implementations.js';
import {
  BOUND,
  directions,
  FEATURES,
  framed,
  groupsOf,
  marks,
  NODES,
  pathSums,
  ROWS,
  records,
  SIGNATURES,
  WINDOW,
} from './jobs.js';
import type { Bench } from './measure.js';

/** Directions of records that lie near those of `kinds` campaigns, in turn: similar where the kind is the same. */
function campaigns(rows: number, kinds: number, seed: number): Int8Array {
  const centres = records(kinds, 1);
  const job = framed(
    1,
    records(rows, seed).map((x, i) => (7 * centres[i % centres.length]! + x) >>> 3),
  );
  reference.directions(job);
  return job.out;
}

export const groupSignatures: Bench = {
  name: 'group-signatures',
  question: 'how many flagged records does each implementation group into signatures a second?',
  async *cases(options) {
    // A quarter of a step's records is flagged, of four campaigns: a busy step.
    const [flagged, count] = [ROWS / 4, (NODES * ROWS) / 4];
    const job = {
      rows: campaigns(NODES * ROWS, 4, 2),
      features: FEATURES,
      pathSums: pathSums(NODES * ROWS, 1),
      order: Uint32Array.from({ length: count }, (_, i) => Math.floor(i / flagged) * ROWS + (i % flagged)),
      groups: groupsOf(NODES, flagged),
      bound: BOUND,
      least: 2,
      counts: new Uint32Array(count),
      paths: new Uint32Array(count),
      directions: new Int8Array(count * FEATURES),
    };
    yield {
      name: `${flagged} records of ${FEATURES} features for each of ${NODES} nodes`,
      unit: 'records',
      work: count,
      sides: await implementations('groupSignatures', job, options),
    };
  },
};

export const castVotes: Bench = {
  name: 'cast-votes',
  question: 'how many votes does each implementation cast a second, windows of 256 and 32 suspects a node?',
  async *cases(options) {
    const [proposals, suspects] = [SIGNATURES, 32];
    const count = proposals * NODES;
    const job = {
      features: FEATURES,
      signatures: campaigns(proposals, proposals, 2),
      bound: BOUND,
      windows: {
        rows: directions(NODES * WINDOW, 3),
        groups: groupsOf(NODES, WINDOW),
        periods: Uint32Array.from({ length: NODES * WINDOW }, (_, row) => Math.floor((row % WINDOW) / ROWS)),
      },
      // Each node has seen half of what is proposed.
      suspects: { rows: campaigns(NODES * suspects, proposals, 4), groups: groupsOf(NODES, suspects) },
      tolerated: 10_000,
      persistence: 400_000,
      prior: marks(count, 0.05, 1).map((mark) => (mark === 1 ? Vote.confirm : Vote.abstain)),
      out: new Uint8Array(count),
    };
    yield {
      name: `${proposals} proposals, ${NODES} nodes`,
      unit: 'votes',
      work: count,
      sides: await implementations('castVotes', job, options),
    };
  },
};
