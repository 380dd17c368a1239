/** Kernels on a GPU through WebGPU: what programs are, how they are sent, and one program a kernel. */

export { Gpu, gpuOf } from './gpu.js';
export { webgpuKernels } from './kernels.js';
export { residencyOf } from './residency.js';
