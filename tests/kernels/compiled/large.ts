/** Jobs that are cut into pieces, and so large that threads share them. */
import {
  type Directions,
  keyOf,
  type Normals,
  type RandomBits,
  randomBits,
  type SyntheticTraffic,
  type Tally,
} from '../../../kernels/index.js';

const address = { key: keyOf('large'), stream: 0xfffffffe, step: 12 };

const wordsOf = (count: number, stream: number): Uint32Array =>
  randomBits({ key: keyOf('columns'), stream, agent: 0, step: 0 }, new Uint32Array(count));

export const draws = (agents: number, each: number): RandomBits => ({
  ...address,
  agents: wordsOf(agents, 1),
  out: new Uint32Array(agents * each),
});

export const variates = (agents: number, each: number): Normals => ({
  ...draws(agents, each),
  out: new Int16Array(agents * each),
});

/** Three attacks on each node; values are clipped at both ends. */
export function traffic(nodes: number, rows: number, features: number): SyntheticTraffic {
  const reach = Float64Array.from({ length: nodes * 3 }, (_, i) => ((i % 3) + 1) * 0x20000000 + i);
  return {
    ...address,
    features,
    rows,
    centres: Int32Array.from(wordsOf(nodes * features, 2), (word) => word >>> 15),
    shifts: Int32Array.from(wordsOf(3 * features, 3), (word) => (word >>> 14) - 0x20000),
    reach,
    records: new Uint16Array(nodes * rows * features),
    attacks: new Uint8Array(nodes * rows),
  };
}

/** Groups of every length up to a number of rows, one after the other. */
export function directions(groups: number, most: number, features: number): Directions {
  const lengths = Uint32Array.from({ length: groups }, (_, g) => (g * 37) % (most + 1));
  let total = 0;
  const starts = lengths.map((length) => {
    total += length;
    return total - length;
  });
  return {
    records: Uint16Array.from(wordsOf(total * features, 4), (word) => word >>> 16),
    features,
    groups: { slots: lengths.map((_, g) => groups - 1 - g), starts, lengths },
    centres: Uint16Array.from(wordsOf(groups * features, 5), (word) => word >>> 16),
    spreads: Uint16Array.from(wordsOf(features, 6), (word, f) => Math.max(1, word >>> (17 + (f % 15)))),
    out: new Int8Array(total * features).fill(5),
  };
}

export function ballots(proposals: number, voters: number, weighted: boolean): Tally {
  return {
    votes: Uint8Array.from(wordsOf(proposals * voters, 7), (word) => word & 3),
    proposals,
    voters,
    ...(weighted ? { weights: wordsOf(voters, 8).map((word) => word >>> 14) } : {}),
    confirms: new Uint32Array(proposals),
    rejects: new Uint32Array(proposals),
  };
}
