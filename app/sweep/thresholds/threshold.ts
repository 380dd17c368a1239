import type { Combination } from '../../../framework/index.js';

export const OPERATORS = ['<=', '>=', '==', '!=', '<', '>'] as const;
export type Operator = (typeof OPERATORS)[number];

/** How one figure is made of those of a design's runs. */
export type Aggregate = 'mean' | 'median' | 'min' | 'max' | { readonly percentile: number };

/** A gate on the outcomes of each design: `p95(time_to_protection) < 200`. */
export interface Threshold {
  /** As it was written. */
  readonly text: string;
  /** Asked only of designs that have these values. */
  readonly where: Combination;
  /** Name of the outcome. */
  readonly figure: string;
  readonly aggregate: Aggregate;
  readonly operator: Operator;
  readonly bound: number;
}
