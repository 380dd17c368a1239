/** Jobs of the size that a step of the default network has, on records that are close to normal. */
import {
  type Attribute,
  createForests,
  type Directions,
  type ForestFit,
  type ForestScore,
  type Groups,
  keyOf,
  randomBits,
  reference,
  similarityBound,
} from '../kernels/index.js';

export const FEATURES = 8;
/** Nodes, records of each in a step, rows of a window. */
export const [NODES, ROWS, WINDOW] = [200, 32, 256];

/** Records of `FEATURES`, each value the sum of four uniform ones. */
export function records(rows: number, seed = 1): Uint16Array {
  const count = rows * FEATURES;
  const words = randomBits({ key: keyOf(seed), stream: 0, agent: 0, step: 0 }, new Uint32Array(2 * count));
  return Uint16Array.from({ length: count }, (_, i) => {
    const [a, b] = [words[2 * i]!, words[2 * i + 1]!];
    return ((a >>> 16) + (a & 0xffff) + (b >>> 16) + (b & 0xffff)) >>> 2;
  });
}

/** `slots` groups of records, to be turned into directions in one frame. */
export function framed(slots: number, given: Uint16Array): Directions {
  return {
    records: given,
    features: FEATURES,
    groups: groupsOf(slots, given.length / FEATURES / slots),
    centres: new Uint16Array(slots * FEATURES).fill(32_768),
    spreads: new Uint16Array(FEATURES).fill(9_001),
    out: new Int8Array(given.length),
  };
}

/** Rows of int8, about the norm of a direction. */
export function directions(rows: number, seed: number): Int8Array {
  return Int8Array.from(records(rows, seed), (x) => (x - 32_768) >> 8);
}

/** `slots` groups of `rows` rows each, one after another. */
export function groupsOf(slots: number, rows: number): Groups {
  const every = Uint32Array.from({ length: slots }, (_, slot) => slot);
  return {
    slots: every,
    starts: every.map((slot) => slot * rows),
    lengths: new Uint32Array(slots).fill(rows),
  };
}

export function fitOf(slots: number, trees: number, rows: number, subsample = rows): ForestFit {
  return {
    forests: createForests(slots, trees, subsample, FEATURES),
    records: records(slots * rows),
    groups: groupsOf(slots, rows),
    subsample,
    key: keyOf(1),
    stream: 1,
    step: 0,
  };
}

/** Fits the forests, and scores `rows` other records on each. */
export function scoreOf(fit: ForestFit, rows: number): ForestScore {
  reference.forestFit(fit);
  const { slots } = fit.forests;
  return {
    forests: fit.forests,
    records: records(slots * rows, 2),
    groups: groupsOf(slots, rows),
    out: new Uint32Array(slots * rows),
  };
}

/** How alike what is compared must be. */
export const BOUND = similarityBound(0.9);
export const SIGNATURES = 64;

/** The windows of all nodes, to be compared with signatures. */
export const comparison = () => ({
  rows: directions(NODES * WINDOW, 1),
  signatures: directions(SIGNATURES, 2),
  groups: groupsOf(NODES, WINDOW),
  features: FEATURES,
  bound: BOUND,
});

/** 1 for about `share` of `count` rows, else 0. */
export function marks(count: number, share: number, seed: number): Uint8Array {
  const words = randomBits({ key: keyOf(seed), stream: 2, agent: 0, step: 0 }, new Uint32Array(count));
  return Uint8Array.from(words, (word) => (word < share * 2 ** 32 ? 1 : 0));
}

/** Path sums, about those of 100 trees on 256 records. */
export function pathSums(rows: number, seed: number): Uint32Array {
  const words = randomBits({ key: keyOf(seed), stream: 3, agent: 0, step: 0 }, new Uint32Array(rows));
  return words.map((word) => 180_000 + (word >>> 15));
}

/** What puts back what these columns hold now. */
export function restorer(...columns: readonly Attribute['stored'][]): () => void {
  const held = columns.map((column) => column.slice());
  return () => {
    for (const [i, column] of columns.entries()) column.set(held[i]!);
  };
}
