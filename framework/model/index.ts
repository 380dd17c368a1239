// A model and its run; one whose parameters are those of a scenario

export { Model } from './model.js';
export { type ModelOf, modelOf } from './model-of.js';

// What is said when one is made, and when it is run

export type { ModelOptions, RunOptions } from './options.js';

// What it needs of those that keep its rows and its checkpoints

export type { CheckpointKeeper, Collector } from './keepers.js';
