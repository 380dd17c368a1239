/** Kernels compiled from C++ for this processor. */

export { type Addon, describeKernels, type Loaded, loadAddon } from './addon.js';
export { type CompiledOptions, compiledForest, type ForestKernels } from './forest.js';
