import type { Scene } from '../scene.js';
import { SweepApplication } from './application.js';
import { reduceSweep } from './state/reduce.js';
import { initialSweep, type SweepState } from './state/state.js';

/** A sweep, and the run of it that is looked at. */
export const SWEEP: Scene<SweepState> = {
  initial: initialSweep,
  reduce: reduceSweep,
  Application: SweepApplication,
};
