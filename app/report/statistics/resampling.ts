import { RandomStreams } from '../../../framework/index.js';

/** Resamples of a bootstrap, so many everywhere in a report. */
export const RESAMPLES = 2000;

/** Confidence of every interval of a report, in percent. */
export const LEVEL = 95;

/**
 * The resamples of a bootstrap over seeds: each draws as many replications as there are, with replacement. One such object
 * serves all figures of a report, so that designs, which share their seeds, also share their resamples, and a report is
 * a function of what it reports on.
 */
export interface Resampling {
  /** Replications that are drawn from. */
  readonly size: number;
  readonly count: number;
  /** [count, size] replications, from 0. */
  readonly picked: Uint32Array;
}

/** Draws from the stream `name` of the seed 'report': the same for all sweeps with as many replications. */
export function resampling(size: number, name = 'bootstrap', count = RESAMPLES): Resampling {
  const stream = new RandomStreams('report').stream(name);
  const picked = new Uint32Array(count * size);
  for (let resample = 0; resample < count; resample++) {
    const draws = stream.cursor(size, resample);
    for (let place = 0; place < size; place++) picked[resample * size + place] = draws.below(size);
  }
  return { size, count, picked };
}
