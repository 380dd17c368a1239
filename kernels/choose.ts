import { availableParallelism } from 'node:os';
import { compiledKernels, loadAddon } from './compiled/index.js';
import { failingAsDevice } from './composed/failing.js';
import { composedKernels } from './composed/index.js';
import type { Device } from './device/device.js';
import * as tuned from './forest/tuned/index.js';
import { type HostKernels, type KernelName, type Kernels, onHost } from './kernels.js';
import { composedMatching } from './matching/composed.js';
import { offloaded } from './offload.js';
import { reference } from './reference.js';
import { allKernels, throughRegistry } from './registry.js';
import { type Gpu, gpuOf, residencyOf, webgpuKernels } from './webgpu/index.js';

/**
 * Which implementations are taken: `auto` the fastest that a device has, `composed` TFJS operations wherever a kernel
 * has them, `reference` the scalar references only.
 */
export type KernelChoice = 'auto' | 'composed' | 'reference';

export interface KernelOptions {
  /** A started device; without one nothing goes through TFJS. */
  readonly device?: Device | undefined;
  readonly choice: KernelChoice;
  /** Bytes of operands and products that a kernel may hold on a device at a time; larger work is cut into slices. */
  readonly memoryBudget: number;
  /** Threads that compiled kernels may use; all cores where absent. */
  readonly threads?: number;
}

/** The kernels of a device. Every choice, device, budget and number of threads gives the same bits. */
export function kernelsFor(options: KernelOptions): Kernels {
  const { device, choice, memoryBudget, threads = availableParallelism() } = options;
  if (!(memoryBudget > 0))
    throw new RangeError(`A memory budget is a positive number of bytes; got ${memoryBudget}`);
  if (!(Number.isInteger(threads) && threads >= 1))
    throw new RangeError(`Threads are a whole number of at least 1; got ${threads}`);
  if (choice === 'reference') return onHost(reference);
  if (device?.name === 'webgpu') return onGpu(device, choice);
  if (choice === 'composed' && device !== undefined) return onHost(compositions(device, memoryBudget));
  const host = hostKernels(options, threads);
  return onHost(device?.name === 'cuda' ? offloaded(host, compositions(device, memoryBudget)) : host);
}

function compositions({ name, tf }: Device, memoryBudget: number): HostKernels {
  const kernels = composedKernels(tf, memoryBudget);
  return name === 'cuda' ? failingAsDevice(kernels) : kernels;
}

/** The fastest of those that work in the host's memory. */
function hostKernels({ device, memoryBudget }: KernelOptions, threads: number): HostKernels {
  const { addon } = loadAddon();
  // Also on a device: its memory is the host's, and there they are faster than what TFJS has for it.
  if (addon !== undefined) {
    return placed(device, allKernels, (count) => compiledKernels(addon, { threads: count }), threads);
  }
  const kernels = { ...reference, ...placed(device, ['forestFit', 'forestScore'], () => tuned, threads) };
  // The cpu device multiplies in plain JavaScript, as the references do, but first turns every value into a float.
  if (device === undefined || device.name === 'cpu') return kernels;
  return { ...kernels, ...composedMatching(device.tf, memoryBudget) };
}

/** A GPU's results can't be waited for in the middle of a call, as compositions do. */
function onGpu(device: Device, choice: KernelChoice): Kernels {
  if (choice === 'composed')
    throw new RangeError('The webgpu device has kernels of its own only: choose auto or reference');
  const gpu = gpuOf(device.tf);
  const { tf } = device;
  return {
    ...throughRegistry(tf, tf.getBackend(), allKernels, (of: Gpu) => webgpuKernels(of, reference), gpu),
    columns: residencyOf(gpu),
  };
}

/** Kernels as a device calls them: through TFJS's registry where there is one. */
function placed<K extends object>(
  device: Device | undefined,
  names: readonly (KernelName & keyof K)[],
  implementation: (threads: number) => K,
  threads: number,
): K {
  if (device === undefined) return implementation(threads);
  return throughRegistry(device.tf, device.tf.getBackend(), names, implementation, threads);
}
