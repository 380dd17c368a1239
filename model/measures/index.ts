/** Measures: the one place where truth meets detection. They read both, decide nothing and report. */
export { Auroc } from './auroc.js';
export {
  type BootstrapOptions,
  blockIntervals,
  blockLength,
  type Interval,
  type Statistic,
  seedInterval,
} from './bootstrap.js';
export { Confusion, type ConfusionSeries, type Judged } from './confusion.js';
export { type Counts, f1, fpr, noCounts, precision, rates, recall, statistics } from './counts.js';
export { Measures, type MeasuresState, type Observation, type StepOutcome } from './measures.js';
export { type CampaignProtection, PROTECTION, TimeToProtection, type WouldFlag } from './protection.js';
