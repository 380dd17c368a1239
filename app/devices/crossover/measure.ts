import {
  type Awaitable,
  createForests,
  type Directions,
  type ForestFit,
  type ForestScore,
  type Kernels,
  keyOf,
  type MatchCounts,
  similarityBound,
} from '../../../kernels/index.js';
import { FEATURES, groupsOf, RECORDS, recordsOf, TREES } from '../jobs.js';
import { type Cost, costOf, type Timed } from './cost.js';

/** Networks that are measured: the default one, and one of ten times as many nodes. */
const [SMALL, LARGE] = [200, 2000];
/** Small trees, so that the forests of the larger network take 77 MB. */
const SUBSAMPLE = 64;
const WINDOW = 256;
const SIGNATURES = 4;
/** A node fits anew every so many steps. */
const REFIT = 10;
/** The quickest of so many steps counts: whatever else the machine does makes none quicker. */
const TIMES = 3;

/** Measures what a step's kernels cost: forests fitted and scored, directions, comparisons with a few signatures. */
export async function measureCost(kernels: Kernels): Promise<Cost> {
  const first = await measureStep(kernels, SMALL);
  const second = await measureStep(kernels, LARGE);
  return costOf(first.start, first, second);
}

interface Step {
  readonly fit: ForestFit;
  readonly score: ForestScore;
  readonly directions: Directions;
  readonly matches: MatchCounts;
}

async function measureStep(kernels: Kernels, nodes: number): Promise<Timed & { readonly start: number }> {
  const step = stepOf(nodes);
  const { forests, records } = step.score;
  const kept = [forests.split, forests.leaf, records, step.fit.records, step.matches.rows];
  kernels.columns.keep(...kept);
  try {
    // All forests, as in a run's beginning.
    const began = performance.now();
    await kernels.forestFit({ ...step.fit, groups: groupsOf(nodes, SUBSAMPLE) });
    await run(kernels, step);
    const start = (performance.now() - began) / 1000;
    let seconds = Number.POSITIVE_INFINITY;
    for (let time = 0; time < TIMES; time++) {
      const began = performance.now();
      await run(kernels, step);
      seconds = Math.min(seconds, (performance.now() - began) / 1000);
    }
    return { records: nodes * RECORDS, seconds, start };
  } finally {
    kernels.columns.release(...kept);
  }
}

/** Together, as far as a device can: a GPU's results come back at once. */
async function run(kernels: Kernels, { fit, score, directions, matches }: Step): Promise<void> {
  const jobs: Awaitable[] = [
    kernels.forestFit(fit),
    kernels.directions(directions),
    kernels.forestScore(score),
    kernels.matchCounts(matches),
  ];
  await Promise.all(jobs);
}

function stepOf(nodes: number): Step {
  const forests = createForests(nodes, TREES, SUBSAMPLE, FEATURES);
  const records = recordsOf(nodes * RECORDS, 0);
  const groups = groupsOf(nodes, RECORDS);
  return {
    fit: {
      forests,
      records: recordsOf(nodes * SUBSAMPLE, 1),
      groups: groupsOf(nodes / REFIT, SUBSAMPLE),
      subsample: SUBSAMPLE,
      key: keyOf(1),
      stream: 2,
      step: 0,
    },
    score: { forests, records, groups, out: new Uint32Array(nodes * RECORDS) },
    directions: {
      records,
      features: FEATURES,
      groups,
      centres: new Uint16Array(nodes * FEATURES).fill(32_768),
      spreads: new Uint16Array(FEATURES).fill(9_001),
      out: new Int8Array(nodes * RECORDS * FEATURES),
    },
    matches: {
      rows: directionsOf(nodes * WINDOW, 3),
      groups: groupsOf(nodes, WINDOW),
      features: FEATURES,
      signatures: directionsOf(SIGNATURES, 4),
      bound: similarityBound(0.9),
      out: new Uint32Array(nodes * SIGNATURES),
    },
  };
}

/** Rows of int8, about the norm of a direction. */
const directionsOf = (rows: number, stream: number): Int8Array =>
  Int8Array.from(recordsOf(rows, stream), (x) => ((x - 32_768) >> 9) | 0);
