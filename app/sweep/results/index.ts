export { Results, type Told } from './results.js';
export { type RunStatus, type SweepState, type SweepStatus, statusOf } from './status.js';
