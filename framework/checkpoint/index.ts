export type { AgentOf, Checkpointable } from './checkpointable.js';
export { type CheckpointOptions, Checkpoints } from './checkpoints.js';
export { type Checkpoint, type CheckpointHead, readCheckpoint, writeCheckpoint } from './file.js';
export { putState } from './put.js';
export { digestOf, type State } from './state.js';
export { stateOf } from './take.js';
