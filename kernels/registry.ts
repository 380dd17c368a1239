/**
 * Starling's kernels in TFJS's kernel registry: a kernel is a name, and each backend has its implementation. A job's
 * columns are typed arrays on the host (16-bit integers are no TFJS type), so a job goes in as an attribute and no
 * tensor is made or copied.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import type { Kernels } from './kernels.js';

type Tf = typeof tfjs;

export const kernelNames = { forestFit: 'StarlingForestFit', forestScore: 'StarlingForestScore' } as const;
type Name = keyof typeof kernelNames;
type Registered = Pick<Kernels, Name>;

/**
 * Registers implementations for a backend, where they are not yet, and answers kernels that call them there. The
 * backend must be TFJS's active one when they are called.
 *
 * @param implementation of so many threads
 */
export function throughRegistry(
  tf: Tf,
  backend: string,
  implementation: (threads: number) => Registered,
  threads: number,
): Registered {
  const kernel = <N extends Name>(
    name: N,
    run: (job: Parameters<Registered[N]>[0], threads: number) => void,
  ) => {
    const kernelName = kernelNames[name];
    if (tf.getKernel(kernelName, backend) === undefined) {
      tf.registerKernel({
        kernelName,
        backendName: backend,
        kernelFunc: ({ attrs }) => {
          const { job, threads } = attrs as unknown as { job: Parameters<Registered[N]>[0]; threads: number };
          run(job, threads);
          return [];
        },
      });
    }
    return (job: Parameters<Registered[N]>[0]): void => {
      tf.engine().runKernel(kernelName, {}, { job, threads } as unknown as tfjs.NamedAttrMap);
    };
  };
  return {
    forestFit: kernel('forestFit', (job, count) => implementation(count).forestFit(job)),
    forestScore: kernel('forestScore', (job, count) => implementation(count).forestScore(job)),
  };
}
