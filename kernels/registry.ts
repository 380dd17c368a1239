/**
 * Starling's kernels in TFJS's kernel registry: a kernel is a name, and each backend has its implementation. A job's
 * columns are typed arrays on the host (16-bit integers are no TFJS type), so a job goes in as an attribute and no
 * tensor is made or copied.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import type { Kernels } from './kernels.js';

type Tf = typeof tfjs;

export const kernelNames = {
  forestFit: 'StarlingForestFit',
  forestScore: 'StarlingForestScore',
  matchCounts: 'StarlingMatchCounts',
  firstMatch: 'StarlingFirstMatch',
  leaderClusters: 'StarlingLeaderClusters',
  randomBits: 'StarlingRandomBits',
  normals: 'StarlingNormals',
  traffic: 'StarlingSyntheticTraffic',
  directions: 'StarlingDirections',
  tally: 'StarlingTally',
  strongest: 'StarlingStrongest',
  groupSignatures: 'StarlingGroupSignatures',
  castVotes: 'StarlingCastVotes',
  windowAppend: 'StarlingWindowAppend',
  windowPurge: 'StarlingWindowPurge',
} as const satisfies Record<keyof Kernels, string>;

export const allKernels = Object.keys(kernelNames) as (keyof Kernels)[];

/**
 * Registers implementations for a backend, where they are not yet, and answers kernels that call them there. The
 * backend must be TFJS's active one when they are called.
 *
 * @param names of the kernels
 * @param implementation of so many threads
 */
export function throughRegistry<N extends keyof Kernels>(
  tf: Tf,
  backend: string,
  names: readonly N[],
  implementation: (threads: number) => Pick<Kernels, N>,
  threads: number,
): Pick<Kernels, N> {
  // Made once, not a call: the jobs of a small network are many and short.
  const made = new Map<number, Pick<Kernels, N>>();
  const on = (count: number): Pick<Kernels, N> => {
    const known = made.get(count);
    if (known !== undefined) return known;
    const kernels = implementation(count);
    made.set(count, kernels);
    return kernels;
  };
  const kernel = (name: N) => {
    const kernelName = kernelNames[name];
    if (tf.getKernel(kernelName, backend) === undefined) {
      tf.registerKernel({
        kernelName,
        backendName: backend,
        kernelFunc: ({ attrs }) => {
          const { job, threads } = attrs as unknown as { job: never; threads: number };
          on(threads)[name](job);
          return [];
        },
      });
    }
    return (job: object): void => {
      tf.engine().runKernel(kernelName, {}, { job, threads } as unknown as tfjs.NamedAttrMap);
    };
  };
  return Object.fromEntries(names.map((name) => [name, kernel(name)])) as unknown as Pick<Kernels, N>;
}
