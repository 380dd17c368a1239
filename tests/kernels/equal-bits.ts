import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { type Kernels, reference } from '../../kernels/index.js';

/** A copy of the job as the reference leaves it. */
export function doneByReference<T extends object>(name: keyof Kernels, job: T): T {
  const done = structuredClone(job);
  reference[name](done as never);
  return done;
}

/** Does a copy of the job: everything that it holds must then be as the reference leaves it. */
export function expectEqualBits<Name extends keyof Kernels>(
  kernels: Pick<Kernels, Name>,
  name: Name,
  job: object,
  done: object = doneByReference(name, job),
): void {
  const found = structuredClone(job);
  kernels[name](found as never);
  // Vitest says what differs, but takes seconds over large columns.
  if (!isDeepStrictEqual(found, done)) expect(found).toEqual(done);
}
