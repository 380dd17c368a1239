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
  /** Which of the backend's implementations: threads, or the GPU that the columns lie on. */
  readonly variant: unknown;
  settled?: Awaitable;
}

/**
 * Registers implementations for a backend, where they are not yet, and answers kernels that call them there. The
 * backend must be TFJS's active one when they are called: after it was closed each call is a DeviceFailure.
 *
 * @param names of the kernels
 * @param implementation by what tells those of one backend apart: their threads, or the GPU that columns lie on
 */
export function throughRegistry<K extends object, V>(
  tf: Tf,
  backend: string,
  names: readonly (KernelName & keyof K)[],
  implementation: (variant: V) => K,
  variant: V,
): K {
  // Made once, not a call: the jobs of a small network are many and short.
  const made = new Map<V, K>();
  const of = (variant: V): K => {
    const known = made.get(variant);
    if (known !== undefined) return known;
    const kernels = implementation(variant);
    made.set(variant, kernels);
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
          call.settled = (of(call.variant as V)[name] as (job: object) => Awaitable)(call.job);
          return [];
        },
      });
    }
    return (job: object): Awaitable => {
      // Kernels of the same name would do the job on another device, which has not the columns that lie on this one.
      if (tf.getBackend() !== backend)
        throw new DeviceFailure('lost', `the device was closed (${backend}) while a run was at work on it`);
      const call: Call = { job, variant };
      tf.engine().runKernel(kernelName, {}, call as unknown as tfjs.NamedAttrMap);
      return call.settled;
    };
  };
  return Object.fromEntries(names.map((name) => [name, kernel(name)])) as unknown as K;
}
