/** Kernels: what the model asks of a device. */

export {
  boundOf,
  DIRECTION_NORM,
  pathSumsFit,
  quantileBound,
  quantileBounds,
  scoreOf,
  similarityBound,
} from './bounds.js';
export { type KernelChoice, type KernelOptions, kernelsFor } from './choose.js';
export { DeviceFailure, type FailureKind } from './failure.js';
export { createForests } from './forest/forests.js';
export { averagePath, c256, heightOf, LARGEST_SUBSAMPLE, PATH_UNIT } from './forest/path.js';
export * from './kernels.js';
export { columnQuantiles } from './quantiles.js';
export { blockWords, fillBlocks, fillWords, MOST_BLOCKS } from './random/blocks.js';
export { NORMAL_UNIT, normalOf, normals } from './random/normal.js';
export { keyOf, philox4x32, type RandomAddress, randomBits } from './random/philox.js';
export { reference } from './reference.js';
