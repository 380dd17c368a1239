/** Kernels: what the model asks of a device. Types first, then random bits, the forest, directions and windows. */
export * from './kernels.js';
export { NORMAL_UNIT, normalOf, normals } from './random/normal.js';
export { keyOf, philox4x32, type RandomAddress, randomBits } from './random/philox.js';
