/** Every kernel as plain TFJS operations: few and large, within a memory budget, and to the bit what the references give. */
import type { Kernels } from '../kernels.js';
import { composedMatching } from '../matching/composed.js';
import { reference } from '../reference.js';
import { directions } from './directions.js';
import { forestFit } from './fit.js';
import type { Tf } from './ops.js';
import { forestScore } from './score.js';
import { spanFinder } from './segments.js';
import { tally } from './tally.js';
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
): Kernels {
  const on = { tf, memoryBudget, words: wordSource(tf, words), spans: spanFinder(tf, sorted) };
  return {
    ...reference,
    forestFit: (job) => forestFit(on, job),
    forestScore: (job) => forestScore(tf, memoryBudget, job),
    directions: (job) => directions(tf, memoryBudget, job),
    ...composedMatching(tf, memoryBudget),
    tally: (job) => tally(tf, memoryBudget, job),
  };
}
