/** Runs what was run before again, and compares it with what that left: where the two first differ, or that they don't. */
export { type Recorded, type RecordedRun, recordedIn, whatRan } from './recorded.js';
export { type ReproduceRequest, reproduceRun } from './reproduce.js';
export { type Reproduction, reproductionOf } from './reproduction.js';
export { reproductionText } from './text.js';
export { runTwice } from './twice.js';
export type { Verdict } from './verdict.js';
export { versionsDiffer } from './versions.js';
