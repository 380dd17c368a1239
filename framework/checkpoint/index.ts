export type { AgentOf, Checkpointable } from './checkpointable.js';
