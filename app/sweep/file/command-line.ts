import type { DesignPlan } from '../../../framework/index.js';
import { placeOf } from '../../config/origin.js';
import type { Override } from '../../config/overrides.js';
import { formatPath } from '../../config/path.js';
import type { Problem } from '../../config/problems.js';

const OF_SWEEP = new Set<string | number>(['seed', 'replications', 'keep', 'limits']);

/** Whether what was typed changes the sweep, and not the base of its designs. */
export const ofSweep = ({ path }: Override): boolean => OF_SWEEP.has(path[0]!);

/** What was typed for the base and every design sets again; and arms, which a design has not. */
export function withoutEffect(plan: DesignPlan, overrides: readonly Override[]): Problem[] {
  const { matrix, zip, list = [], sample } = plan;
  const groups = [
    ...[matrix?.factors ?? {}, ...(matrix?.include ?? [])],
    ...[zip ?? {}, ...list, sample?.parameters ?? {}],
  ];
  const varied = new Set(groups.flatMap(Object.keys));
  return overrides.flatMap(({ path, origin }) => {
    const name = formatPath(path);
    const place = placeOf(origin);
    if (path[0] === 'arms')
      return [{ place, path: name, message: 'a sweep has no arms', remedy: 'vary sharing under matrix' }];
    return varied.has(name)
      ? [{ place, path: name, message: 'the sweep varies it', remedy: 'leave it away, or change the file' }]
      : [];
  });
}
