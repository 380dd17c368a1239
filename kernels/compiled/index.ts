/** Kernels compiled from C++ for this processor. */

export { describeKernels, loadAddon } from './addon.js';
export { compiledKernels } from './kernels.js';
export { endWithParent } from './parent.js';
