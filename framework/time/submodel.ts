import { StarlingError } from '../errors.js';
import type { Model } from '../model/index.js';

/** What came of stepping a sub-model. */
export interface Iterated {
  /** Steps done, 0 where the condition held from the start. */
  readonly steps: number;
  /** False where the sub-model stopped itself before its condition was met. */
  readonly met: boolean;
}

/**
 * The seed of a sub-model that is made in the present step of its parent: it follows from the parent's seed, the name
 * and the step alone, so a model with sub-models is as reproducible as one without.
 *
 * @param name what the sub-model is for; two of one name in one step get one seed
 * @returns a safe integer
 */
export function childSeed(parent: Model, name: string): number {
  const draws = parent.draws(`#child ${name}`);
  return (draws.next() & 0x1fffff) * 4294967296 + draws.next();
}

/**
 * Steps a sub-model, inside a stage of its parent, until a condition holds: asked before the first step and after each.
 * The sub-model's end is not told: a later stage may step it on. One that is made for one stage only and writes to sinks
 * has to be finished by it.
 *
 * @param limit steps within which the condition has to be met, a whole number ≥ 0
 * @throws StarlingError where it isn't
 */
export async function runUntil<M extends Model>(
  submodel: M,
  condition: (submodel: M) => boolean,
  { limit }: { readonly limit: number },
): Promise<Iterated> {
  for (let steps = 0; ; steps++) {
    if (condition(submodel)) return { steps, met: true };
    if (!submodel.running) return { steps, met: false };
    if (!(steps < limit))
      throw new StarlingError(`A sub-model did not meet its condition within ${limit} steps.`);
    await submodel.advance();
  }
}
