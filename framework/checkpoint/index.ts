export type { AgentOf, Checkpointable } from './checkpointable.js';
export { putState } from './put.js';
export { digestOf, type State } from './state.js';
export { stateOf } from './take.js';
