/** The security model: a decentralised network of nodes that detect, share, validate, agree and learn. */
export {
  type ArmReport,
  type Experiment,
  type ExperimentReport,
  runExperiment,
  type SingleRun,
} from './experiment.js';
export { LedgerReader, LedgerWriter } from './ledger/index.js';
export { SecurityModel, type SecurityModelOptions } from './model.js';
export type { ConsensusCounts, LearnCounts, Outcome } from './outcome.js';
export { type SecurityParameters, type Sharing, securityParameters } from './parameters.js';
export { type RunReport, type RunRequest, runSecurity } from './run.js';
export { openTraffic, type TrafficBatch, type TrafficSource, type TrafficStep } from './traffic/index.js';
