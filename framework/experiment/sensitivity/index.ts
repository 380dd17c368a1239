export {
  type ParameterSensitivity,
  type Sensitivity,
  type SensitivityIndex,
  type SensitivityOptions,
  sobolIndices,
} from './indices.js';
