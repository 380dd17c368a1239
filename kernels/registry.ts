/**
 * Starling's kernels in TFJS's kernel registry: a kernel is a name, and each backend has its implementation. A job's
 * columns are typed arrays on the host (16-bit integers are no TFJS type), so a job goes in as an attribute and no
 * tensor is made or copied.
 */
import type * as tfjs from '@tensorflow/tfjs-core';
import { DeviceFailure } from './failure.js';
import type { Awaitable, KernelName } from './kernels.js';

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
  pathBounds: 'StarlingPathBounds',
  mark: 'StarlingMark',
  judge: 'StarlingJudge',
  strongest: 'StarlingStrongest',
  groupSignatures: 'StarlingGroupSignatures',
  castVotes: 'StarlingCastVotes',
  windowAppend: 'StarlingWindowAppend',
  windowPurge: 'StarlingWindowPurge',
} as const satisfies Record<KernelName, string>;

export const allKernels = Object.keys(kernelNames) as KernelName[];

/** What is handed to a kernel of the registry, and what it answers beside its tensors, of which there are none. */
interface Call {
  readonly job: object;
  readonly threads: number;
  settled?: Awaitable;
}

/**
 * Registers implementations for a backend, where they are not yet, and answers kernels that call them there. The
 * backend must be TFJS's active one when they are called: after it was closed each call is a DeviceFailure.
 *
 * @param names of the kernels
 * @param implementation of so many threads
 */
export function throughRegistry<K extends object>(
  tf: Tf,
  backend: string,
  names: readonly (KernelName & keyof K)[],
  implementation: (threads: number) => K,
  threads: number,
): K {
  // Made once, not a call: the jobs of a small network are many and short.
  const made = new Map<number, K>();
  const on = (count: number): K => {
    const known = made.get(count);
    if (known !== undefined) return known;
    const kernels = implementation(count);
    made.set(count, kernels);
    return kernels;
  };
  const kernel = (name: KernelName & keyof K) => {
    const kernelName = kernelNames[name];
    if (tf.getKernel(kernelName, backend) === undefined) {
      tf.registerKernel({
        kernelName,
        backendName: backend,
        kernelFunc: ({ attrs }) => {
          const call = attrs as unknown as Call;
          call.settled = (on(call.threads)[name] as (job: object) => Awaitable)(call.job);
          return [];
        },
      });
    }
    return (job: object): Awaitable => {
      // Kernels of the same name would do the job on another device, which has not the columns that lie on this one.
      if (tf.getBackend() !== backend)
        throw new DeviceFailure('lost', `the device was closed (${backend}) while a run was at work on it`);
      const call: Call = { job, threads };
      tf.engine().runKernel(kernelName, {}, call as unknown as tfjs.NamedAttrMap);
      return call.settled;
    };
  };
  return Object.fromEntries(names.map((name) => [name, kernel(name)])) as unknown as K;
}
