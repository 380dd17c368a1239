/** Models to run by their name and to learn from: each a folder, with its source named in its README. */
import type { Model, ModelOptions, Scenario } from '../framework/index.js';
import { ForestFire } from './forest-fire/index.js';

export * from './forest-fire/index.js';

/** A model that tells how large it is. */
export interface LibraryModel extends Model {
  /** Its agents: objects, or rows of its columns. */
  readonly size: number;
}

/** How a model keeps its agents: as objects of a class, or as rows of typed arrays. */
export type Storage = 'objects' | 'columns';

export interface LibraryEntry {
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly scenario: Scenario;
  /** Steps of a run that asks for no number. */
  readonly steps: number;
  /** What it can be kept in; a run that asks for none takes the first. */
  readonly storages: readonly Storage[];
  /**
   * A pure function of its arguments.
   * @param storage one of `storages`; the first where absent
   * @throws StarlingError for parameters out of range
   */
  create(options: ModelOptions, storage?: Storage): LibraryModel;
}

export const LIBRARY: readonly LibraryEntry[] = [
  {
    name: 'forest-fire',
    description: 'lightning strikes a forest that grows again (Drossel and Schwabl 1992)',
    scenario: ForestFire.scenario,
    steps: 1000,
    storages: ['columns'],
    create: (options) => new ForestFire(options),
  },
];
