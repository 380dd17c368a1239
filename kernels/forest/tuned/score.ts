/** Scoring in JavaScript, tuned: what serves where there is no compiled kernel. */
import type { ForestScore } from '../../kernels.js';

/** As the reference in ../score.ts. Only the rows of `job.groups` are written. */
export function forestScore(job: ForestScore): void {
  const { forests, records, groups, out } = job;
  const { trees, height, features, split, leaf } = forests;
  const size = 1 << height;
  for (let g = 0; g < groups.slots.length; g++) {
    const start = groups.starts[g]!;
    const end = start + groups.lengths[g]!;
    out.fill(0, start, end);
    const slot = groups.slots[g]! * trees * size;
    for (let tree = 0; tree < trees; tree++) {
      const base = slot + tree * size;
      scoreTree(split, leaf, base, height, records, features, start, end, out);
    }
  }
}

/** Adds one tree's path lengths to the rows start … end − 1. */
function scoreTree(
  split: Uint32Array,
  leaf: Uint16Array,
  base: number,
  height: number,
  records: Uint16Array,
  features: number,
  start: number,
  end: number,
  out: Uint32Array,
): void {
  const leaves = base - (1 << height);
  let row = start;
  // Four rows side by side hide the latency of the loads; x > t moves right without a branch.
  for (; row + 4 <= end; row += 4) {
    const r0 = row * features;
    const r1 = r0 + features;
    const r2 = r1 + features;
    const r3 = r2 + features;
    let k0 = 1;
    let k1 = 1;
    let k2 = 1;
    let k3 = 1;
    for (let depth = 0; depth < height; depth++) {
      const s0 = split[base + k0]!;
      const s1 = split[base + k1]!;
      const s2 = split[base + k2]!;
      const s3 = split[base + k3]!;
      k0 = (k0 << 1) | (((s0 & 0xffff) - records[r0 + (s0 >>> 16)]!) >>> 31);
      k1 = (k1 << 1) | (((s1 & 0xffff) - records[r1 + (s1 >>> 16)]!) >>> 31);
      k2 = (k2 << 1) | (((s2 & 0xffff) - records[r2 + (s2 >>> 16)]!) >>> 31);
      k3 = (k3 << 1) | (((s3 & 0xffff) - records[r3 + (s3 >>> 16)]!) >>> 31);
    }
    out[row] = out[row]! + leaf[leaves + k0]!;
    out[row + 1] = out[row + 1]! + leaf[leaves + k1]!;
    out[row + 2] = out[row + 2]! + leaf[leaves + k2]!;
    out[row + 3] = out[row + 3]! + leaf[leaves + k3]!;
  }
  for (; row < end; row++) {
    let k = 1;
    for (let depth = 0; depth < height; depth++) {
      const s = split[base + k]!;
      k = (k << 1) | (((s & 0xffff) - records[row * features + (s >>> 16)]!) >>> 31);
    }
    out[row] = out[row]! + leaf[leaves + k]!;
  }
}
