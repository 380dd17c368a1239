import { expect, test } from 'vitest';
import { failingAsDevice } from '../../../kernels/composed/failing.js';
import { DeviceFailure, type HostKernels, reference } from '../../../kernels/index.js';

/** What a kernel throws whose library throws this. */
function thrownFor(error: unknown): unknown {
  const kernels: HostKernels = {
    ...reference,
    mark: () => {
      throw error;
    },
  };
  try {
    failingAsDevice(kernels).mark({} as never);
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

test.each([
  [
    'memory',
    'Invalid TF_Status: 8\nMessage: failed to allocate memory [Op:Add]',
    'failed to allocate memory',
  ],
  [
    'memory',
    'OOM when allocating tensor with shape[4096,65536] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
    'OOM when allocating tensor with shape[4096,65536]',
  ],
  ['memory', 'ResourceExhausted: {{function_node __wrapped__Mul}}', 'ResourceExhausted'],
  ['memory', 'INTERNAL: CUDA_ERROR_OUT_OF_MEMORY: out of memory', 'CUDA_ERROR_OUT_OF_MEMORY'],
  ['lost', 'CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered', 'ILLEGAL_ADDRESS'],
] as const)('TensorFlow out of reach of its GPU is a failure of the device: %s, %s', (fault, said, kept) => {
  const error = new Error(said);
  const thrown = thrownFor(error);
  expect(thrown).toBeInstanceOf(DeviceFailure);
  expect(thrown).toMatchObject({ fault, cause: error });
  expect((thrown as Error).message).toContain(kept);
  expect((thrown as Error).message).not.toContain('\n');
});

test.each([
  new RangeError('subsample takes 2 … 4096'),
  new Error('Invalid TF_Status: 3\nMessage: Incompatible shapes'),
  new Error('Invalid TF_Status: 88'),
])('what is wrong with a job stays what it is: %s', (error) => {
  expect(thrownFor(error)).toBe(error);
});

test('kernels that do not fail do their jobs', () => {
  const kernels = failingAsDevice(reference);
  expect(Object.keys(kernels)).toEqual(Object.keys(reference));
  const one = (value: number) => Uint32Array.of(value);
  const out = new Uint8Array(2);
  const groups = { slots: one(0), starts: one(0), lengths: one(2) };
  kernels.mark({ values: Uint32Array.of(1, 5), groups, bounds: one(3), side: 'below', out });
  expect(out).toEqual(Uint8Array.of(1, 0));
});
