/** The rows that the trees of a slice are grown on, brought together on the host and padded to one length. */
import type { ForestFit } from '../kernels.js';
import type { Tf } from './ops.js';
import { subsamples } from './subsample.js';
import type { WordSource } from './words.js';

/** Trees of one group, `from` … `to` − 1. */
export interface Run {
  readonly group: number;
  readonly from: number;
  readonly to: number;
}

/** B trees of n places over V records. */
export interface TreeSample {
  readonly rows: number;
  readonly tree: Uint32Array;
  readonly agent: Uint32Array;
  /** [V, F] */
  readonly values: Float32Array;
  /** [V] the job's row of a record that its group's trees share, or −1. */
  readonly source: Int32Array;
  /** [B · n] see `Places` and `Trees`. */
  readonly record: Float32Array;
  readonly row: Float32Array;
  readonly weight: Float32Array;
}

interface SampleOn {
  readonly tf: Tf;
  readonly memoryBudget: number;
  readonly words: WordSource;
}

/** Bytes a row that drawing a subsample holds on the device. */
const BYTES_A_KEY = 40;

export function gatherSample(on: SampleOn, job: ForestFit, runs: readonly Run[]): TreeSample {
  const { groups, subsample, forests } = job;
  const { features } = forests;
  const sizes = runs.map(({ group }) => Math.min(groups.lengths[group]!, subsample));
  const counts = runs.map(({ from, to }) => to - from);
  const rows = Math.max(1, ...sizes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Trees of a group that is no larger than a subsample share its rows; one record more, of zeros, is for the empty.
  const isShared = (r: number) => groups.lengths[runs[r]!.group]! <= subsample;
  const records = runs.reduce((sum, _, r) => sum + sizes[r]! * (isShared(r) ? 1 : counts[r]!), 1);
  const values = new Float32Array(records * features);
  const source = new Int32Array(records).fill(-1);
  const record = new Float32Array(total * rows);
  const row = new Float32Array(total * rows);
  const weight = new Float32Array(total * rows);
  const tree = new Uint32Array(total);
  const agent = new Uint32Array(total);
  let b = 0;
  let v = 1;
  const take = (from: number) => {
    for (let f = 0; f < features; f++) values[v * features + f] = job.records[from * features + f]!;
    return v++;
  };
  for (const [r, { group, from, to }] of runs.entries()) {
    const start = groups.starts[group]!;
    const size = sizes[r]!;
    const shared = isShared(r);
    const drawn = shared ? undefined : drawSubsamples(on, job, runs[r]!);
    const firstShared = v;
    if (shared) for (let i = 0; i < size; i++) source[take(start + i)] = start + i;
    for (let t = from; t < to; t++, b++) {
      tree[b] = t;
      agent[b] = groups.slots[group]!;
      const first = shared ? firstShared : v;
      if (drawn !== undefined) for (let i = 0; i < size; i++) take(start + drawn[(t - from) * size + i]!);
      for (let i = 0; i < rows; i++) {
        const real = i < size;
        record[b * rows + i] = size === 0 ? 0 : first + (real ? i : 0);
        row[b * rows + i] = real ? i : 0;
        weight[b * rows + i] = real ? 1 : 0;
      }
    }
  }
  return { rows, tree, agent, values, source, record, row, weight };
}

/** [trees, ψ] rows of the group, tree by tree. */
function drawSubsamples({ tf, memoryBudget, words }: SampleOn, job: ForestFit, run: Run): Uint32Array {
  const { groups, subsample, key, stream, step } = job;
  const rows = groups.lengths[run.group]!;
  const agent = groups.slots[run.group]!;
  const out = new Uint32Array((run.to - run.from) * subsample);
  const most = Math.max(1, Math.floor(memoryBudget / (rows * BYTES_A_KEY)));
  for (let tree = run.from; tree < run.to; tree += most) {
    const count = Math.min(most, run.to - tree);
    const draws = { key, stream, step };
    const chosen = subsamples(tf, words, draws, agent, tree, count, rows, subsample);
    out.set(chosen, (tree - run.from) * subsample);
  }
  return out;
}
