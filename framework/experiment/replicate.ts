import { StarlingError } from '../errors.js';
import { type Seed, spawnSeeds } from '../random/index.js';

/** What is replicated, how often, and on which seeds. */
export interface ReplicateOptions<T> {
  /** Root of the seeds; the first replication runs on the root itself. */
  readonly seed: Seed;
  /** How many replications, at least 1. */
  readonly count: number;
  /** One replication: builds a model on the seed, runs it, answers what is of interest. */
  readonly run: (seed: Seed, index: number) => T | Promise<T>;
  /** Starts no further replication once aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Runs replications one after another and answers their results in order. The i-th seed does not depend on the count:
 * asking for more later repeats those already done.
 */
export async function replicate<T>(options: ReplicateOptions<T>): Promise<T[]> {
  const { seed, count, run, signal } = options;
  if (!Number.isInteger(count) || count < 1)
    throw new StarlingError(`The number of replications is a whole number, at least 1; got ${count}.`);
  const results: T[] = [];
  for (const [index, own] of spawnSeeds(seed, count).entries()) {
    if (signal?.aborted === true) break;
    results.push(await run(own, index));
  }
  return results;
}
