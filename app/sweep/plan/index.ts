/** What a sweep would come to, before it is run. */
export { planOf, planText, type SweepPlan } from './plan.js';
export { type Probe, type ProbedRun, probe } from './probe.js';
