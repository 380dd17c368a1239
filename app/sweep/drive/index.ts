/** Drives sweeps: shards cut from the runs that wait, given to an engine, and taken in as they end. */
export { cancel } from './cancel.js';
export { type Driven, type DriveOptions, drive } from './drive.js';
export type { Ending } from './driver.js';
export { openEngine, openLocal, type Workplace } from './engine.js';
export { SweepLines } from './lines.js';
export { makeSweep } from './make.js';
export { type SweepSummary, summaryOf, summaryText } from './summary.js';
export type { SweepCounts, SweepWatch } from './watch.js';
