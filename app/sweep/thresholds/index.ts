/** Gates on the outcomes of a sweep: read, and held against the figures of each design. */
export { checkThresholds, type Figures, matches, type ThresholdResult } from './check.js';
export { SECURITY_FIGURES } from './figures.js';
export { parseThreshold } from './parse.js';
export type { Aggregate, Operator, Threshold } from './threshold.js';
