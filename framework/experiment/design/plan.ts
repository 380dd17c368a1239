import type { Combination, DesignValue } from './design.js';
import type { Matrix } from './matrix.js';
import type { SamplePlan } from './sample/index.js';

/**
 * What a sweep varies. Each section that is present is a list of combinations, and the designs are the product of the
 * lists in the order `matrix`, `zip`, `list`, `sample`: the first varies slowest. None at all is one design, the base as
 * it is.
 */
export interface DesignPlan {
  /** Every value of each of its parameters with every value of the others. */
  readonly matrix?: Matrix;
  /** Lists of one length: the first values together, the second ones, and so on. */
  readonly zip?: Readonly<Record<string, readonly DesignValue[]>>;
  /** Combinations as they are, at least one. */
  readonly list?: readonly Combination[];
  /** Combinations drawn from ranges. */
  readonly sample?: SamplePlan;
}
