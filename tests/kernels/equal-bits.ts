import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { type HostKernels, type KernelName, type Kernels, reference } from '../../kernels/index.js';

/** A copy of the job as the reference leaves it. */
export function doneByReference<T extends object>(name: KernelName, job: T): T {
  const done = structuredClone(job);
  reference[name](done as never);
  return done;
}

/** Does a copy of the job: everything that it holds must then be as the reference leaves it. */
export function expectEqualBits<Name extends KernelName>(
  kernels: Pick<HostKernels, Name>,
  name: Name,
  job: object,
  done: object = doneByReference(name, job),
): void {
  const found = structuredClone(job);
  kernels[name](found as never);
  // Vitest says what differs, but takes seconds over large columns.
  if (!isDeepStrictEqual(found, done)) expect(found).toEqual(done);
}

/** The same of a device's kernels, which may take their time. */
export async function expectEqualBitsOn(kernels: Kernels, name: KernelName, job: object): Promise<void> {
  const done = doneByReference(name, job);
  const found = structuredClone(job);
  await kernels[name](found as never);
  if (!isDeepStrictEqual(found, done)) expect(found).toEqual(done);
}
