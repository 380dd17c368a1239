/** Fitting forests on tensors: many trees of many groups at once, as many as the memory budget holds. */
import { checkFit } from '../forest/check.js';
import type { ForestFit, Groups } from '../kernels.js';
import { grow, type Trees } from './grow.js';
import { EXACT, scatterSum, type Tf, upload } from './ops.js';
import { gatherSample, type Run } from './sample.js';
import { forestScore } from './score.js';
import type { SpanFinder } from './segments.js';
import type { WordSource } from './words.js';

export interface FitOn {
  readonly tf: Tf;
  readonly memoryBudget: number;
  readonly words: WordSource;
  readonly spans: SpanFinder;
}

/** Bytes that the operations of a level hold for each place, and for each node of the last level. */
const BYTES_A_PLACE = 104;
const BYTES_A_NODE = 64;

/** Composition of `Kernels.forestFit`. */
export function forestFit(on: FitOn, job: ForestFit): void {
  checkFit(job);
  const { forests, records, groups, subsample, pathLengths } = job;
  if (subsample * forests.features > EXACT) {
    throw new RangeError(
      `Composed kernels fit up to 2^24 values a tree; ${subsample} rows of ${forests.features} features are more`,
    );
  }
  if (pathLengths !== undefined) {
    for (let g = 0; g < groups.slots.length; g++) {
      pathLengths.fill(0, groups.starts[g], groups.starts[g]! + groups.lengths[g]!);
    }
  }
  for (const runs of slices(job, on.memoryBudget)) fitSlice(on, job, runs);
  if (pathLengths === undefined) return;
  const sampled = Array.from(groups.lengths.keys()).filter((g) => groups.lengths[g]! > subsample);
  const only = (list: Uint32Array) => Uint32Array.from(sampled, (g) => list[g]!);
  const rest: Groups = {
    slots: only(groups.slots),
    starts: only(groups.starts),
    lengths: only(groups.lengths),
  };
  forestScore(on.tf, on.memoryBudget, { forests, records, groups: rest, out: pathLengths });
}

/** Cuts a job into slices of whole trees, at least one each. */
function* slices({ forests, groups, subsample }: ForestFit, memoryBudget: number): Generator<Run[]> {
  const { trees, height, features } = forests;
  const placesOf = (group: number) => Math.max(1, Math.min(groups.lengths[group]!, subsample));
  let runs: Run[] = [];
  let held = 0;
  let places = 0;
  for (let group = 0; group < groups.slots.length; group++) {
    for (let from = 0; from < trees; ) {
      places = Math.max(places, placesOf(group));
      const bytes = places * (BYTES_A_PLACE + 4 * features) + (1 << height) * BYTES_A_NODE;
      const most = Math.min(memoryBudget / bytes, EXACT / (places * features), EXACT >>> height);
      const room = Math.max(Math.floor(most) - held, held === 0 ? 1 : 0);
      if (room <= 0) {
        yield runs;
        runs = [];
        held = places = 0;
        continue;
      }
      const to = Math.min(trees, from + room);
      runs.push({ group, from, to });
      held += to - from;
      from = to;
    }
  }
  if (runs.length > 0) yield runs;
}

function fitSlice({ tf, memoryBudget, words, spans }: FitOn, job: ForestFit, runs: readonly Run[]): void {
  const { forests, pathLengths, key, stream, step } = job;
  const { height, features } = forests;
  const sample = gatherSample({ tf, memoryBudget, words }, job, runs);
  const results = tf.tidy(() => {
    const trees: Trees = {
      trees: sample.tree.length,
      rows: sample.rows,
      height,
      features,
      tree: sample.tree,
      agent: sample.agent,
      values: upload(tf, sample.values, [sample.source.length, features]),
      record: upload(tf, sample.record),
      recordHost: sample.record,
      row: upload(tf, sample.row),
      weight: upload(tf, sample.weight),
      draws: { key, stream, step },
      words,
      spans,
    };
    const { feature, threshold, leaf, path } = grow(tf, trees);
    const sums = pathLengths === undefined ? [] : [scatterSum(tf, trees.record, path, sample.source.length)];
    return [feature, threshold, leaf, ...sums];
  });
  const [feature, threshold, leaf, sums] = results.map((tensor) => tensor.dataSync<'float32'>());
  tf.dispose(results);
  store(job, runs, feature!, threshold!, leaf!);
  if (pathLengths === undefined) return;
  for (const [i, row] of sample.source.entries()) {
    if (row >= 0) pathLengths[row] = pathLengths[row]! + sums![i]!;
  }
}

/** Packs trees into their slots. */
function store(
  { forests, groups }: ForestFit,
  runs: readonly Run[],
  feature: Float32Array,
  threshold: Float32Array,
  leaf: Float32Array,
): void {
  const size = 1 << forests.height;
  let from = 0;
  for (const run of runs) {
    const at = (groups.slots[run.group]! * forests.trees + run.from) * size;
    const count = (run.to - run.from) * size;
    for (let i = 0; i < count; i++) {
      forests.split[at + i] = (feature[from + i]! << 16) | threshold[from + i]!;
      forests.leaf[at + i] = leaf[from + i]!;
    }
    from += count;
  }
}
