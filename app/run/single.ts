import type { SingleRun } from '../../model/experiment.js';
import type { SecurityParameters } from '../../model/parameters.js';
import type { Scenario } from '../config/index.js';

/** The scenario of one arm and seed: as a file, it repeats that run alone. */
export function oneRun(scenario: Scenario, { arm, seed }: SingleRun): Scenario {
  const { arms: _, ...rest } = scenario;
  return { ...rest, sharing: arm, seed, replications: 1 };
}

/** What the model is given: without the keys that are the scenario's own. */
export function parametersOf(scenario: Scenario): SecurityParameters {
  const { name, description, model, replications, arms, collect, ...parameters } = scenario;
  return parameters;
}
