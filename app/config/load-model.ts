import { z } from 'zod';
import { chooseSeed, type Seed } from '../../framework/random/index.js';
import type { Storage } from '../../library/index.js';
import { checked } from './explain.js';
import type { FoundModel } from './find-model.js';
import { Guide } from './guide.js';
import type { LoadedSettings } from './load-settings.js';
import { applyOverrides, type Override, ofSettings } from './overrides.js';
import { InvalidInput } from './problems.js';
import { scenarioSchema } from './scenario.js';
import { Tree } from './tree.js';

/** A model, and what it is to run on. */
export interface LoadedModel extends FoundModel {
  /** The model's own, every default filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly storage: Storage;
  readonly steps: number;
  readonly replications: number;
  readonly seed: Seed;
}

/**
 * Resolves what was typed for a model. Precedence, later wins: the model's defaults, the seed of the settings,
 * environment variables, flags, `--set`.
 * @throws InvalidInput with every problem and its place
 */
export const loadModel = (
  model: FoundModel,
  settings: LoadedSettings,
  overrides: readonly Override[] = [],
): LoadedModel => modelLoader(model, settings)(new Tree(), overrides);

/** The same for many: a tree holds what a file says, above the model's defaults and under the variables. */
export function modelLoader(
  model: FoundModel,
  settings: LoadedSettings,
): (tree: Tree, overrides: readonly Override[]) => LoadedModel {
  const { entry } = model;
  const { seed, steps, replications } = scenarioSchema.shape;
  const schema = entry.scenario.schema.safeExtend({
    seed,
    steps: steps.unwrap().default(entry.steps),
    replications,
    storage: z.enum(entry.storages).default(entry.storages[0]!),
  });
  const guide = new Guide(schema);
  return (tree, overrides) => {
    fillIn(tree, settings);
    applyOverrides(
      tree,
      overrides.filter((override) => !ofSettings(override)),
    );
    const result = checked(schema, tree, guide, entry.name);
    if ('problems' in result) throw new InvalidInput(result.problems);
    // The parameters of some model: their schema is known at run time alone.
    const { seed: given = chooseSeed(), ...resolved } = result.value as Resolved;
    const { steps: count, replications: runs, storage, ...parameters } = resolved;
    return { ...model, parameters, storage, steps: count, replications: runs, seed: given };
  };
}

type Resolved = Readonly<Record<string, unknown>> & {
  readonly seed?: Seed;
  readonly steps: number;
  readonly replications: number;
  readonly storage: Storage;
};

/** The model names its own number of steps, as a scenario file does: only a variable wins over it. */
function fillIn(tree: Tree, { settings: { simulation }, tree: written }: LoadedSettings): void {
  const seed = written.valueOrigin(['simulation', 'random_seed']);
  if (seed !== undefined) tree.set(['seed'], simulation.random_seed, seed);
  const steps = written.valueOrigin(['simulation', 'default_steps']);
  if (steps?.kind === 'variable') tree.set(['steps'], simulation.default_steps, steps);
}
