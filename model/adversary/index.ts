/** Adversaries: nodes that lie. What a faulty node says instead of what an honest one in its place would say. */
export { Adversaries, type Window } from './adversaries.js';
export type { Adversary, Behaviour, FalseSignature, Proposed } from './adversary.js';
export { Colluders } from './colluders.js';
export { listedNodes, type Selection, selectNodes } from './select.js';
export { AlwaysNo, AlwaysYes, RandomVoter } from './simple.js';
