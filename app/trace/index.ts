/** Traces: fingerprints of a run's state after every stage, written while it goes on and read when it is repeated. */
export { TRACE, traceInto, traceOf } from './file.js';
export { lines } from './lines.js';
