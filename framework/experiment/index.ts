export {
  type Combination,
  countDesigns,
  type Design,
  type DesignPlan,
  type DesignValue,
  designsOf,
  type Matrix,
  type PlanFault,
  planFaults,
  SAMPLE_METHODS,
  type SampledParameter,
  type SampleMethod,
  type SamplePlan,
} from './design/index.js';
export type { Engine, Resources, ShardState, ShardStatus, ShardTicket } from './engines/engine.js';
export { LocalEngine, type LocalEngineOptions, type WorkerCommand } from './engines/local/index.js';
export { type ReplicateOptions, replicate } from './replicate.js';
export {
  type ParameterSensitivity,
  type Sensitivity,
  type SensitivityIndex,
  type SensitivityOptions,
  sobolIndices,
} from './sensitivity/index.js';
export {
  RUN_STATES,
  type RunFailure,
  type RunOutcome,
  type RunRow,
  type SweepRunState,
} from './store/run-row.js';
