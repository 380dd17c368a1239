/** Sweep files: read with places, resolved into designs and runs, and kept as `sweep.json`. */
export { readSweep, writeSweep } from './frozen.js';
export { type Identity, runKeys } from './keys.js';
export { loadSweep } from './load.js';
export type { LoadedSweep, Member, ResolvedDesign, Sampled, SweepLimits } from './loaded.js';
export { requireSameProgram } from './program.js';
export { type SweepFile, sweepJsonSchema, sweepSchema } from './schema.js';
