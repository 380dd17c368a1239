import type { InputOf, Model, ModelOf, ModelOptions, ParametersOf, Scenario } from '../framework/index.js';

/** How a model keeps its agents: as objects of a class, or as rows of typed arrays. */
export type Storage = 'objects' | 'columns';

/** A model that can be run by its name. */
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
  create(options: ModelOptions, storage?: Storage): Model;
}

/** A model in both storages. */
export interface Both<S extends Scenario> {
  readonly steps: number;
  readonly scenario: S;
  readonly objects: Concrete<S>;
  readonly columns: Concrete<S>;
}

type Concrete<S extends Scenario> = new (
  ...options: ConstructorParameters<ModelOf<S>>
) => Model<ParametersOf<S>>;

/** A case that has been declared: the model of that name, with other defaults. */
export function declared<S extends Scenario>(
  name: string,
  description: string,
  model: Both<S>,
  defaults: Partial<ParametersOf<S>> = {},
): LibraryEntry {
  const scenario = model.scenario.defaulting(defaults);
  return {
    name,
    description,
    scenario,
    steps: model.steps,
    storages: ['objects', 'columns'],
    create({ parameters, ...options }, storage = 'objects') {
      const complete = scenario.with(parameters as InputOf<S>) as ParametersOf<S>;
      return new model[storage]({ ...options, parameters: complete });
    },
  };
}
