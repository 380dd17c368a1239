import { StarlingError } from '../../errors.js';
import type { Combination, Design, DesignValue } from './design.js';
import { labels } from './label.js';
import { idleExcludes, type Matrix, matrixCombinations, matrixSize, productSize } from './matrix.js';

/**
 * What a sweep varies. Each section that is present is a list of combinations, and the designs are the product of the
 * lists in the order `matrix`, `zip`, `list`: the first varies slowest. None at all is one design, the base as it is.
 */
export interface DesignPlan {
  /** Every value of each of its parameters with every value of the others. */
  readonly matrix?: Matrix;
  /** Lists of one length: the first values together, the second ones, and so on. */
  readonly zip?: Readonly<Record<string, readonly DesignValue[]>>;
  /** Combinations as they are, at least one. */
  readonly list?: readonly Combination[];
}

/** Something wrong with a plan. */
export interface PlanFault {
  /** Where: keys and indices from the plan down, as `['matrix', 'exclude', 0]`. */
  readonly path: readonly (string | number)[];
  /** For people, one line. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Most combinations of a matrix that are gone through before `exclude` leaves some out. */
const MOST_PRODUCT = 1_000_000;

/** All that is wrong with a plan, by section; nothing where designs can be made of it. */
export function planFaults({ matrix, zip, list }: DesignPlan): PlanFault[] {
  const faults: PlanFault[] = [];
  const report = (path: PlanFault['path'], message: string, hint: string) =>
    faults.push({ path, message, hint });
  for (const [name, values] of Object.entries(matrix?.factors ?? {}))
    if (values.length === 0) report(['matrix', name], 'a factor without values', 'give it at least one');
  if (matrix !== undefined && productSize(matrix) > MOST_PRODUCT)
    report(
      ['matrix'],
      `${counted(productSize(matrix))} combinations before any is left out, at most ${counted(MOST_PRODUCT)}`,
      'give fewer values, or name the combinations under list',
    );
  else if (matrix !== undefined && faults.length === 0 && matrixSize(matrix) === 0)
    report(['matrix'], 'no combination is left', 'name parameters with their values, or exclude fewer');
  for (const index of matrix === undefined ? [] : idleExcludes(matrix))
    report(
      ['matrix', 'exclude', index],
      'it leaves out nothing: no combination holds these values',
      'write names and values as they stand in the matrix',
    );
  const [first, ...others] = Object.entries(zip ?? {});
  if (first !== undefined && first[1].length === 0)
    report(['zip', first[0]], 'a list without values', 'give it at least one');
  for (const [name, values] of others)
    if (values.length !== first![1].length)
      report(
        ['zip', name],
        `${values.length} values beside the ${first![1].length} of ${first![0]}`,
        'lists under zip go in step: give them one length',
      );
  if (list?.length === 0) report(['list'], 'a list without designs', 'give it at least one');
  return [...faults, ...twice(matrix, zip, list)];
}

/** How many designs a plan without faults has, without making them, and how that comes about: `matrix 4 × zip 3`. */
export function countDesigns({ matrix, zip, list }: DesignPlan): {
  readonly count: number;
  readonly parts: string;
} {
  const sizes: [string, number][] = [];
  if (matrix !== undefined) sizes.push(['matrix', matrixSize(matrix)]);
  if (zip !== undefined) sizes.push(['zip', zipLength(zip)]);
  if (list !== undefined) sizes.push(['list', list.length]);
  return {
    count: sizes.reduce((count, [, size]) => count * size, 1),
    parts: sizes.map(([name, size]) => `${name} ${counted(size)}`).join(' × '),
  };
}

/**
 * The designs of a plan.
 * @throws StarlingError for a plan with faults, with the first of them
 */
export function designsOf(plan: DesignPlan): Design[] {
  const [fault] = planFaults(plan);
  if (fault !== undefined)
    throw new StarlingError(fault.message, { place: fault.path.join('.'), hint: fault.hint });
  const { matrix, zip, list } = plan;
  const sections: (readonly Combination[])[] = [];
  if (matrix !== undefined) sections.push(matrixCombinations(matrix));
  if (zip !== undefined)
    sections.push(
      Array.from({ length: zipLength(zip) }, (_, index) =>
        Object.fromEntries(Object.entries(zip).map(([name, values]) => [name, values[index]!])),
      ),
    );
  if (list !== undefined) sections.push(list);
  const combinations = sections.reduce<readonly Combination[]>(
    (before, section) => before.flatMap((one) => section.map((other) => ({ ...one, ...other }))),
    [{}],
  );
  const names = labels(combinations);
  return combinations.map((values, index) => ({ index, label: names[index]!, values }));
}

const zipLength = (zip: NonNullable<DesignPlan['zip']>): number => Object.values(zip)[0]?.length ?? 0;

/** `100,000`. */
export const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** Parameters that two sections vary. */
function twice(matrix: DesignPlan['matrix'], zip: DesignPlan['zip'], list: DesignPlan['list']): PlanFault[] {
  const sections = {
    matrix: matrix === undefined ? [] : [matrix.factors, ...(matrix.include ?? [])],
    zip: zip === undefined ? [] : [zip],
    list: list ?? [],
  };
  const owner = new Map<string, string>();
  const faults = new Map<string, PlanFault>();
  for (const [section, groups] of Object.entries(sections))
    for (const name of groups.flatMap(Object.keys)) {
      const other = owner.get(name) ?? section;
      if (other === section) owner.set(name, section);
      else
        faults.set(name, {
          path: [section],
          message: `${name} is varied by ${other} already`,
          hint: 'vary it in one section',
        });
    }
  return [...faults.values()];
}
