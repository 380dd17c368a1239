import type { ComputeContext } from '../../../../app/run/index.js';
import { DeviceFailure, type Kernels, kernelsFor } from '../../../../kernels/index.js';

export const onHost = (): Kernels => kernelsFor({ choice: 'auto', memoryBudget: 1 << 26, threads: 1 });

export interface Failing {
  /** The job that fails, from 1; all after it fail, too. None where infinite. */
  readonly at: number;
  readonly fault?: DeviceFailure['fault'];
  /** Whether it fails as a GPU does: once its result is waited for, with the columns spoilt. */
  readonly late?: boolean;
}

/** Kernels of the host that fail as a device does, and how many jobs they were given. */
export function failingKernels({ at, fault = 'lost', late = false }: Failing): {
  readonly kernels: Kernels;
  readonly jobs: () => number;
} {
  const kernels = onHost();
  let jobs = 0;
  const failure = () => new DeviceFailure(fault, `the GPU failed at job ${at}`);
  const guarded = Object.entries(kernels).map(([name, kernel]) => [
    name,
    typeof kernel !== 'function'
      ? kernel
      : (job: never) => {
          if (++jobs < at) return (kernel as (job: never) => void)(job);
          if (!late) throw failure();
          spoil(job);
          return Promise.reject(failure());
        },
  ]);
  return { kernels: Object.fromEntries(guarded) as Kernels, jobs: () => jobs };
}

/** What a lost device leaves in the host's arrays is anything. */
function spoil(value: unknown): void {
  if (value instanceof Uint32Array || value instanceof Uint16Array || value instanceof Uint8Array)
    value.fill(1);
  else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    for (const part of Object.values(value)) spoil(part);
}

/** A device that fails, and one on the host that takes over; or fails, too. */
export function failingCompute(
  failing: Failing,
  second: Kernels = onHost(),
): ComputeContext & { readonly jobs: () => number } {
  const { kernels: first, jobs } = failingKernels(failing);
  const device = { description: 'for tests', kernels: 'auto' };
  let kernels = first;
  return {
    get device() {
      return kernels === first ? { ...device, name: 'webgpu' as const } : { ...device, name: 'cpu' as const };
    },
    threads: 1,
    reason: 'device webgpu: for tests',
    get kernels() {
      return kernels;
    },
    fallBack: async (failed) => {
      if (failed === second) return false;
      kernels = second;
      return true;
    },
    close: () => undefined,
    jobs,
  };
}
