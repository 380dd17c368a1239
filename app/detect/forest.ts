import { createForests, type Kernels, keyOf } from '../../kernels/index.js';
import { Auroc } from '../../model/measures/index.js';

export interface ForestTrial {
  /** [rows, features] */
  readonly fit: Uint16Array;
  readonly score: Uint16Array;
  readonly features: number;
  /** Truth of each scored row: 0 normal, else anomalous. */
  readonly truth: Uint8Array;
  readonly trees: number;
  readonly sample: number;
  readonly seeds: number;
}

/** One area under the ROC curve a seed, 0 … seeds − 1: a forest each, fitted and scored by the kernels. */
export async function forestAuroc(kernels: Kernels, trial: ForestTrial): Promise<number[]> {
  const { fit, score, features, truth, trees } = trial;
  const fitRows = fit.length / features;
  const scoreRows = score.length / features;
  // A forest on fewer rows than the sample is as high as those rows ask for.
  const subsample = Math.min(trial.sample, fitRows);
  const forests = createForests(1, trees, subsample, features);
  const out = new Uint32Array(scoreRows);
  const auroc = new Auroc();
  const areas: number[] = [];
  for (let seed = 0; seed < trial.seeds; seed++) {
    await kernels.forestFit({
      forests,
      records: fit,
      groups: whole(fitRows),
      subsample,
      key: keyOf(seed),
      stream: 0,
      step: 0,
    });
    await kernels.forestScore({ forests, records: score, groups: whole(scoreRows), out });
    auroc.clear();
    auroc.add(truth, out);
    areas.push(auroc.value()!);
  }
  return areas;
}

const whole = (rows: number) => ({
  slots: Uint32Array.of(0),
  starts: Uint32Array.of(0),
  lengths: Uint32Array.of(rows),
});
