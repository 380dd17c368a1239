/** The state of a model at a moment, whoever wrote it: its invariants, and the outcomes that are compared. */
import type { Model } from '../../framework/index.js';
import { residentsOf, Schelling, SchellingColumns } from '../../library/index.js';
import { checkFlocking, checkSchelling, checkWolfSheep } from './invariants.js';
import {
  type FlockingState,
  flockingOutcomes,
  type Outcomes,
  type SchellingState,
  schellingOutcomes,
  type WolfSheepState,
  wolfSheepOutcomes,
} from './outcomes.js';

export interface State {
  /** @throws Error that names an invariant which is broken */
  check(): void;
  outcomes(): Outcomes;
}

export const ofSchelling = (state: () => SchellingState): State => ({
  check: () => checkSchelling(state()),
  outcomes: () => schellingOutcomes(state()),
});

export const ofFlocking = (state: () => FlockingState): State => ({
  check: () => checkFlocking(state()),
  outcomes: () => flockingOutcomes(state()),
});

export const ofWolfSheep = (state: () => WolfSheepState): State => ({
  check: () => checkWolfSheep(state()),
  outcomes: () => wolfSheepOutcomes(state()),
});

/** The state of a model of the library, in either storage. */
export function stateOf(model: Model): State {
  if (model instanceof Schelling || model instanceof SchellingColumns) {
    return ofSchelling(() => {
      const { side } = model.parameters;
      const residents = residentsOf(model);
      const groups = new Uint8Array(side * side);
      for (const { cell, group } of residents) groups[cell] = group + 1;
      return {
        ...model.parameters,
        ...{ cells: residents.map(({ cell }) => cell), groups },
        happy: residents.filter(({ happy }) => happy).length,
      };
    });
  }
  throw new Error(`bench: nothing is known of the state of ${model.constructor.name}`);
}
