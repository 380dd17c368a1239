import { counted } from '../../../kernels/counted.js';
import type { DesignValue } from './design.js';
import { idleExcludes, type Matrix, matrixSize, productSize, spelled } from './matrix.js';
import type { DesignPlan } from './plan.js';
import { sampleFaults } from './sample/index.js';
import { sectionsOf } from './section.js';

/** Something wrong with a plan. */
export interface PlanFault {
  /** Where: keys and indices from the plan down, as `['matrix', 'exclude', 0]`. */
  readonly path: readonly (string | number)[];
  /** For people, one line. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

type Report = (path: PlanFault['path'], message: string, hint: string) => void;

/** Most combinations of a matrix that are gone through before `exclude` leaves some out. */
const MOST_PRODUCT = 1_000_000;

/** Characters of a value in a message. */
const MOST_SHOWN = 60;

/** All that is wrong with a plan, by section; nothing where designs can be made of it. */
export function planFaults(plan: DesignPlan): PlanFault[] {
  const faults: PlanFault[] = [];
  const report: Report = (path, message, hint) => faults.push({ path, message, hint });
  const { matrix, zip, list, sample } = plan;
  if (matrix !== undefined) matrixFaults(matrix, report);
  if (zip !== undefined) zipFaults(zip, report);
  if (list?.length === 0) report(['list'], 'a list without designs', 'give it at least one');
  if (sample !== undefined)
    sampleFaults(sample, (path, message, hint) => report(['sample', ...path], message, hint));
  twice(plan, report);
  return faults;
}

function matrixFaults(matrix: Matrix, report: Report): void {
  const empty = Object.entries(matrix.factors).filter(([, values]) => values.length === 0);
  for (const [name] of empty) report(['matrix', name], 'a factor without values', 'give it at least one');
  for (const [name, values] of Object.entries(matrix.factors))
    for (const index of repeated(values))
      report(['matrix', name, index], `${briefly(values[index]!)} is here twice`, 'keep one of the two');
  const size = productSize(matrix);
  if (size > MOST_PRODUCT)
    report(
      ['matrix'],
      `${counted(size)} combinations before any is left out, at most ${counted(MOST_PRODUCT)}`,
      'give fewer values, or name the combinations under list',
    );
  else if (empty.length === 0 && matrixSize(matrix) === 0)
    report(['matrix'], 'no combination is left', 'name parameters with their values, or exclude fewer');
  for (const index of idleExcludes(matrix))
    report(
      ['matrix', 'exclude', index],
      'it leaves out nothing: no combination holds these values',
      'write names and values as they stand in the matrix',
    );
}

/** Places of the values that equal one before them. */
function repeated(values: readonly DesignValue[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const before = seen.size;
    return seen.add(spelled(value)).size > before ? [] : [index];
  });
}

/** A value as a message has it. */
function briefly(value: DesignValue): string {
  const text = spelled(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function zipFaults(zip: NonNullable<DesignPlan['zip']>, report: Report): void {
  const [first, ...others] = Object.entries(zip);
  if (first === undefined) {
    report(['zip'], 'no lists', 'name parameters with their values');
    return;
  }
  const [name, { length }] = first;
  if (length === 0) report(['zip', name], 'a list without values', 'give it at least one');
  for (const [other, values] of others)
    if (values.length !== length)
      report(
        ['zip', other],
        `${values.length} values beside the ${length} of ${name}`,
        'lists under zip go in step: give them one length',
      );
}

/** A parameter has one section. */
function twice(plan: DesignPlan, report: Report): void {
  const owner = new Map<string, string>();
  for (const { name: section, parameters } of sectionsOf(plan))
    for (const name of parameters) {
      const other = owner.get(name);
      if (other === undefined) owner.set(name, section);
      else report([section], `${name} is varied by ${other} already`, 'vary it in one section');
    }
}
