/** The state of a model at a moment, whoever wrote it: its invariants, and the outcomes that are compared. */
import type { Model } from '../../framework/index.js';
import {
  animalsOf,
  birdsOf,
  Flocking,
  FlockingColumns,
  residentsOf,
  Schelling,
  SchellingColumns,
  WolfSheep,
  WolfSheepColumns,
} from '../../library/index.js';
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
  if (model instanceof Flocking || model instanceof FlockingColumns)
    return ofFlocking(() => {
      const birds = birdsOf(model);
      const all = (name: keyof (typeof birds)[number]) => birds.map((bird) => bird[name]);
      return { ...model.parameters, x: all('x'), y: all('y'), vx: all('vx'), vy: all('vy') };
    });
  if (model instanceof WolfSheep || model instanceof WolfSheepColumns)
    return ofWolfSheep(() => {
      const animals = animalsOf(model);
      const energies = (of: 'sheep' | 'wolf') =>
        animals.flatMap(({ kind, energy }) => (kind === of ? [energy] : []));
      const { regrow } = model.parameters;
      return { regrow, sheep: energies('sheep'), wolves: energies('wolf'), countdown: model.countdown };
    });
  throw new Error(`bench: nothing is known of the state of ${model.constructor.name}`);
}
