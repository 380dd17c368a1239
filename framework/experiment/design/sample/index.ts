export { sampleFaults } from './faults.js';
export type { SampledParameter } from './parameter.js';
export {
  SAMPLE_METHODS,
  type SampleMethod,
  type SamplePlan,
  sampleCombinations,
  sampleSize,
} from './sample.js';
