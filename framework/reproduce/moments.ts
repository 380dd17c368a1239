import type { Model } from '../model/index.js';
import { type Fingerprint, fingerprintOf } from './fingerprint.js';

/** The state of a run after one of its stages. */
export interface Moment {
  /** Counts from 0. */
  readonly step: number;
  /** The stage that has just ended, or one of `SET_UP` and `COLLECT`. */
  readonly stage: string;
  /** Fingerprints of all parts of the state. */
  readonly state: Fingerprint;
}

/** Stands for a stage where the first step is still to come. */
export const SET_UP = '(set-up)';
/** Stands for a stage where a step's rows have been collected. */
export const COLLECT = '(collect)';

/** Tells of a model's state before its first step, after every stage, and at the end of every step. */
export function watchMoments(model: Model, tell: (moment: Moment) => void): void {
  model.willFollow();
  const moment = (step: number, stage: string) => tell({ step, stage, state: fingerprintOf(model) });
  model.events.on('start', () => moment(model.step, SET_UP));
  model.events.on('stage', ({ step, stage }) => moment(step, stage));
  model.events.on('step', ({ step }) => moment(step, COLLECT));
}
