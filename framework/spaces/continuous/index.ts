export {
  type ContinuousOptions,
  ContinuousSpace,
  type ContinuousState,
  type Point,
} from './continuous-space.js';
export type { FoundNear } from './found-near.js';
