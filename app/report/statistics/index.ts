/** Means with intervals, paired differences and rank correlations, as a report gives them. */
export { type ByReplication, type Estimate, meanInterval, meanOf } from './interval.js';
export { type PairedDifference, pairedDifference } from './paired.js';
export { type Correlation, spearman } from './ranks.js';
export { LEVEL, RESAMPLES, type Resampling, resampling } from './resampling.js';
