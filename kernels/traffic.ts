/**
 * Synthetic traffic: each node's records are normal around its own centre, one standard deviation (1024) wide, and
 * some are shifted by the attack that they belong to. Integers throughout.
 *
 * Record r of node n draws words r · w … r · w + w − 1 of the address (stream, agent n, step), w = 1 + ⌈F / 2⌉: the
 * first says which attack it belongs to, the others hold a normal variate for each feature, low half first.
 */
import type { Key } from './groups.js';
import { normalOf } from './random/normal.js';
import { randomBits } from './random/philox.js';

export interface SyntheticTraffic {
  readonly key: Key;
  readonly stream: number;
  readonly step: number;
  readonly features: number;
  /** R: records a node. */
  readonly rows: number;
  /** [N, F] middle of each node's records. */
  readonly centres: Int32Array;
  /** [K, F] what attack k + 1 adds to a record. */
  readonly shifts: Int32Array;
  /**
   * [N, K] ascending integers, 0 … 2^32: a record belongs to attack k + 1 where k is the first whose reach its word
   * is below, and is normal where there is none. So reach[k] − reach[k − 1] is the share of attack k + 1 in 1/2^32.
   */
  readonly reach: Float64Array;
  /** [N, R, F] centre + variate + shift, clipped to 16 bits. */
  readonly records: Uint16Array;
  /** [N, R] the attack that each record belongs to, or 0. */
  readonly attacks: Uint8Array;
}

/** Words that a record draws. */
export const wordsOf = (features: number): number => 1 + ((features + 1) >>> 1);

/** Nodes of a job. @throws RangeError where its columns do not belong together */
export function nodesOf({
  features,
  rows,
  centres,
  shifts,
  reach,
  records,
  attacks,
}: SyntheticTraffic): number {
  const nodes = centres.length / features;
  const [kinds, values] = [shifts.length / features, nodes * rows];
  const fits =
    Number.isInteger(nodes) &&
    Number.isInteger(kinds) &&
    kinds < 256 &&
    reach.length === nodes * kinds &&
    records.length === values * features &&
    attacks.length === values;
  if (!fits) {
    throw new RangeError(
      `Traffic of ${nodes} nodes with ${rows} records of ${features} features and ${kinds} attacks (at most 255) does not fit its columns`,
    );
  }
  return nodes;
}

/** Reference of `Kernels.traffic`. */
export function traffic(job: SyntheticTraffic): void {
  const { key, stream, step, features, rows, centres, shifts, reach, records, attacks } = job;
  const nodes = nodesOf(job);
  const kinds = shifts.length / features;
  const width = wordsOf(features);
  const words = new Uint32Array(rows * width);
  for (let node = 0; node < nodes; node++) {
    randomBits({ key, stream, agent: node, step }, words);
    for (let row = 0; row < rows; row++) {
      const first = row * width;
      let attack = 0;
      for (let k = 0; k < kinds && attack === 0; k++) {
        if (words[first]! < reach[node * kinds + k]!) attack = k + 1;
      }
      const at = node * rows + row;
      attacks[at] = attack;
      for (let f = 0; f < features; f++) {
        const word = words[first + 1 + (f >>> 1)]!;
        const x = centres[node * features + f]! + normalOf(f & 1 ? word >>> 16 : word & 0xffff);
        const shifted = attack === 0 ? x : x + shifts[(attack - 1) * features + f]!;
        records[at * features + f] = Math.max(0, Math.min(65_535, shifted));
      }
    }
  }
}
