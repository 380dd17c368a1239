import { composedKernels } from './composed/index.js';
import type { Device } from './device/device.js';
import type { Kernels } from './kernels.js';
import { composedMatching } from './matching/composed.js';
import { reference } from './reference.js';

/**
 * Which implementations are taken: `auto` the fastest that a device has, `composed` TFJS operations wherever a kernel
 * has them, `reference` the scalar references only.
 */
export type KernelChoice = 'auto' | 'composed' | 'reference';

export interface KernelOptions {
  /** A started device; without one everything runs on the references. */
  readonly device?: Device | undefined;
  readonly choice: KernelChoice;
  /** Bytes of operands and products that a kernel may hold on a device at a time; larger work is cut into slices. */
  readonly memoryBudget: number;
}

/** The kernels of a device. Every choice, device and budget gives the same bits. */
export function kernelsFor({ device, choice, memoryBudget }: KernelOptions): Kernels {
  if (!(memoryBudget > 0))
    throw new RangeError(`A memory budget is a positive number of bytes; got ${memoryBudget}`);
  if (device === undefined || choice === 'reference') return reference;
  // The cpu device multiplies in plain JavaScript, as the references do, but first turns every value into a float.
  if (choice === 'auto' && device.name === 'cpu') return reference;
  if (choice === 'composed') return composedKernels(device.tf, memoryBudget);
  return { ...reference, ...composedMatching(device.tf, memoryBudget) };
}
