/** Kernels compiled from C++ for this processor. */

export { type Addon, type CompiledOptions, describeKernels, type Loaded, loadAddon } from './addon.js';
export { compiledDirections, type DirectionKernels } from './directions.js';
export { compiledDraws, type DrawKernels } from './draws.js';
export { compiledForest, type ForestKernels } from './forest.js';
export { compiledMatching, type MatchingKernels } from './matching.js';
export { compiledMemory, type MemoryKernels } from './memory.js';
export { compiledSignatures, type SignatureKernels } from './signatures.js';
export { compiledTally, type TallyKernels } from './tally.js';
export { compiledVotes, type VoteKernels } from './votes.js';
export { compiledWindows, type WindowKernels } from './windows.js';
