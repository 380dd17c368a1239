import { Agent, type AgentLike, Model, RandomStreams, Scheduler } from '../../../framework/index.js';

export const random = (seed = 1) => new RandomStreams(seed).stream('space').cursor(0, 0);

class Empty extends Model {
  readonly scheduler = new Scheduler([]);
}

class Walker extends Agent {}

/** So many agents of a model, with the ids 0, 1, 2, … */
export function agents(count: number): AgentLike[] {
  const model = new Empty(1);
  return Array.from({ length: count }, () => new Walker(model));
}

/**
 * Pearson's statistic against a uniform distribution. For ν degrees of freedom its mean is ν and its standard deviation
 * √(2ν).
 */
export function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0);
}
