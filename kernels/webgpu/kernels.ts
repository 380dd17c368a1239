import type { Awaitable, HostKernels, Job, KernelName, Kernels } from '../kernels.js';
import type { Gpu } from './gpu.js';
import { mark } from './programs/mark.js';
import { onHostCopies } from './residency.js';

/** How a kernel is recorded. @throws RangeError for a job that the reference refuses, too */
export type Recorder<Name extends KernelName> = (gpu: Gpu, job: Job<Name>) => void;

const recorders: { readonly [Name in KernelName]?: Recorder<Name> } = { mark };

/** Kernels in WGSL; those that there are none of are `others`, on the host's copies of their columns. */
export function webgpuKernels(gpu: Gpu, others: HostKernels): Omit<Kernels, 'columns'> {
  const kernel = <Name extends KernelName>(name: Name) => {
    const record = recorders[name];
    if (record === undefined) return onHostCopies(gpu, others[name]);
    return (job: Job<Name>): Awaitable => {
      record(gpu, job);
      return gpu.settle();
    };
  };
  return Object.fromEntries(
    (Object.keys(others) as KernelName[]).map((name) => [name, kernel(name)]),
  ) as unknown as Kernels;
}
