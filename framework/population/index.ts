// The verbs of agents kept as columns

export { Population } from './population.js';

// What is said when one is made

export type { PopulationOptions } from './options.js';

// What is kept of one

export type { PopulationState } from './state.js';
