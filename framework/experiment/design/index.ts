export { counted } from '../../../kernels/counted.js';
export type { Combination, Design, DesignValue } from './design.js';
export { countDesigns, designsOf } from './designs.js';
export { type PlanFault, planFaults } from './faults.js';
export type { Matrix } from './matrix.js';
export type { DesignPlan } from './plan.js';
export {
  SAMPLE_METHODS,
  type SampledParameter,
  type SampleMethod,
  type SamplePlan,
  sampleSize,
} from './sample/index.js';
