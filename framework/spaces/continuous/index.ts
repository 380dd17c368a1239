// The space, and what it is made of

export { ContinuousSpace } from './continuous-space.js';
export type { ContinuousOptions } from './options.js';

// Where one can be in it, and what a question finds

export type { Point } from './box.js';
export type { FoundNear } from './found-near.js';

// What is kept of it

export type { ContinuousState } from './state.js';
