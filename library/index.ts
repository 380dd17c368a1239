/** Models to run by their name and to learn from: each a folder, with its source named in its README. */
import type { Model, ModelOptions, Scenario } from '../framework/index.js';
import { ForestFire } from './forest-fire/index.js';

export * from './forest-fire/index.js';

/** A model that tells how large it is. */
export interface LibraryModel extends Model {
  /** Its agents: objects, or rows of its columns. */
  readonly size: number;
}

export interface LibraryEntry {
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly scenario: Scenario;
  /** Steps of a run that asks for no number. */
  readonly steps: number;
  /** A pure function of its arguments. @throws StarlingError for parameters out of range */
  create(options: ModelOptions): LibraryModel;
}

export const LIBRARY: readonly LibraryEntry[] = [
  {
    name: 'forest-fire',
    description: 'lightning strikes a forest that grows again (Drossel and Schwabl 1992)',
    scenario: ForestFire.scenario,
    steps: 1000,
    create: (options) => new ForestFire(options),
  },
];
