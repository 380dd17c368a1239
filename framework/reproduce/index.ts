/** Whether two runs are the same, and where they first differ: fingerprints of a model's state after every stage. */
export { type Difference, firstDifference, type StateDifference } from './difference.js';
export { type Fingerprint, fingerprintOf, type PartPrint } from './fingerprint.js';
export { Follower } from './follow.js';
export { Lockstep, type Side } from './lockstep.js';
export { COLLECT, type Moment, SET_UP, watchMoments } from './moments.js';
export { byAgent, type Traced, ValuesByAgent } from './traced.js';
