/** Every kernel as plain TFJS operations: few and large, within a memory budget, and to the bit what the references give. */

import { judge } from '../judge.js';
import type { HostKernels } from '../kernels.js';
import { mark } from '../mark.js';
import { composedMatching } from '../matching/composed.js';
import { pathBounds } from '../path-bounds.js';
import { windowAppend } from './append.js';
import { randomBits } from './bits.js';
import { directions } from './directions.js';
import { forestFit } from './fit.js';
import { normals } from './normals.js';
import type { Tf } from './ops.js';
import { windowPurge } from './purge.js';
import { forestScore } from './score.js';
import { spanFinder } from './segments.js';
import { groupSignatures } from './signatures.js';
import { strongest } from './strongest.js';
import { tally } from './tally.js';
import { traffic } from './traffic.js';
import { castVotes } from './votes.js';
import { wordSource } from './words.js';

/** Overrides what a backend is found to have: for tests, which hold every way to the same bits. */
export interface ComposedOptions {
  /** Where random words are made (see `words.ts`). */
  readonly words?: 'host' | 'device';
  /** True: spans of nodes by sorting, also where the backend has segment minima. */
  readonly sorted?: boolean;
}

/** @param memoryBudget bytes that a kernel may hold on the device at a time */
export function composedKernels(
  tf: Tf,
  memoryBudget: number,
  { words, sorted }: ComposedOptions = {},
): HostKernels {
  const on = { tf, memoryBudget, words: wordSource(tf, words), spans: spanFinder(tf, sorted) };
  return {
    randomBits: (job) => randomBits(on, job),
    normals: (job) => normals(on, job),
    traffic: (job) => traffic(on, job),
    forestFit: (job) => forestFit(on, job),
    forestScore: (job) => forestScore(tf, memoryBudget, job),
    strongest: (job) => strongest(tf, memoryBudget, job),
    directions: (job) => directions(tf, memoryBudget, job),
    groupSignatures: (job) => groupSignatures(tf, memoryBudget, job),
    ...composedMatching(tf, memoryBudget),
    castVotes: (job) => castVotes(tf, memoryBudget, job),
    tally: (job) => tally(tf, memoryBudget, job),
    windowAppend: (job) => windowAppend(tf, memoryBudget, job),
    windowPurge: (job) => windowPurge(tf, memoryBudget, job),
    // Less work than the way to a device and back.
    pathBounds,
    mark,
    judge,
  };
}
