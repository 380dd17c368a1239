/** What TensorFlow says when its GPU fails, as a failure of the device. */
import { DeviceFailure, type FailureKind } from '../failure.js';
import type { HostKernels } from '../kernels.js';

/** Kernels that throw a DeviceFailure where the library throws that the GPU is out of memory, or gone. */
export function failingAsDevice(kernels: HostKernels): HostKernels {
  const guarded = Object.entries(kernels).map(([name, kernel]) => [
    name,
    (job: never): void => {
      try {
        (kernel as (job: never) => void)(job);
      } catch (error) {
        throw failureOf(error) ?? error;
      }
    },
  ]);
  return Object.fromEntries(guarded) as HostKernels;
}

/** What the library's errors begin with, and its codes (tensorflow/c/tf_status.h), beside what CUDA says itself. */
const SIGNS: readonly (readonly [FailureKind, RegExp])[] = [
  ['memory', /Invalid TF_Status: 8\b|RESOURCE_?EXHAUSTED|OOM when allocating|CUDA_ERROR_OUT_OF_MEMORY/i],
  ['lost', /CUDA_ERROR_|CUDA runtime error|failed to (enqueue|synchronize)/i],
];

function failureOf(error: unknown): DeviceFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const [fault] = SIGNS.find(([, sign]) => sign.test(error.message)) ?? [];
  if (fault === undefined) return undefined;
  const said = error.message.replace(/\s+/g, ' ').trim().slice(0, 200);
  const what = fault === 'memory' ? 'the GPU is out of memory' : 'the GPU was lost';
  return new DeviceFailure(fault, `${what}: ${said}`, error);
}
