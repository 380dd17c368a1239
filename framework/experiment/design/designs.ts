import { counted } from '../../../kernels/counted.js';
import { StarlingError } from '../../errors.js';
import type { Seed } from '../../random/index.js';
import type { Combination, Design } from './design.js';
import { planFaults } from './faults.js';
import { labels } from './label.js';
import type { DesignPlan } from './plan.js';
import { sectionsOf } from './section.js';

/** How many designs a plan without faults has, without making them, and how that comes about: `matrix 4 × zip 3`. */
export function countDesigns(plan: DesignPlan): { readonly count: number; readonly parts: string } {
  const sizes = sectionsOf(plan).map((section) => [section.name, section.size()] as const);
  return {
    count: sizes.reduce((count, [, size]) => count * size, 1),
    parts: sizes.map(([name, size]) => `${name} ${counted(size)}`).join(' × '),
  };
}

/**
 * The designs of a plan.
 * @param seed root of the sampled values
 * @throws StarlingError for a plan with faults, with the first of them
 */
export function designsOf(plan: DesignPlan, seed: Seed): Design[] {
  const [fault] = planFaults(plan);
  if (fault !== undefined)
    throw new StarlingError(fault.message, { place: fault.path.join('.'), hint: fault.hint });
  const combinations = sectionsOf(plan)
    .map((section) => section.combinations(seed))
    .reduce<readonly Combination[]>(
      (before, section) => before.flatMap((one) => section.map((other) => ({ ...one, ...other }))),
      [{}],
    );
  const names = labels(combinations);
  return combinations.map((values, index) => ({ index, label: names[index]!, values }));
}
