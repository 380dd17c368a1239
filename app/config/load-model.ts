import { chooseSeed, type Seed } from '../../framework/random/index.js';
import type { LibraryEntry } from '../../library/index.js';
import { checked } from './explain.js';
import { Guide } from './guide.js';
import type { LoadedSettings } from './load-settings.js';
import { applyOverrides, type Override, ofSettings } from './overrides.js';
import { InvalidInput } from './problems.js';
import { scenarioSchema } from './scenario.js';
import { Tree } from './tree.js';

/** A model of the library, and what it is to run on. */
export interface LoadedModel {
  readonly entry: LibraryEntry;
  /** The model's own, every default filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly steps: number;
  readonly seed: Seed;
}

/**
 * Resolves what was typed for a model of the library. Precedence, later wins: the model's defaults, the seed of the
 * settings, environment variables, flags, `--set`.
 * @throws InvalidInput with every problem and its place
 */
export function loadModel(
  entry: LibraryEntry,
  settings: LoadedSettings,
  overrides: readonly Override[] = [],
): LoadedModel {
  const { seed, steps } = scenarioSchema.shape;
  const schema = entry.scenario.schema.extend({ seed, steps: steps.unwrap().default(entry.steps) });
  const tree = new Tree();
  fillIn(tree, settings);
  applyOverrides(
    tree,
    overrides.filter((override) => !ofSettings(override)),
  );
  const result = checked(schema, tree, new Guide(schema), entry.name);
  if ('problems' in result) throw new InvalidInput(result.problems);
  // The parameters of some model: their schema is known at run time alone.
  const { seed: given = chooseSeed(), steps: count, ...parameters } = result.value as Resolved;
  return { entry, parameters, steps: count, seed: given };
}

type Resolved = Readonly<Record<string, unknown>> & { readonly seed?: Seed; readonly steps: number };

/** The model names its own number of steps, as a scenario file does: only a variable wins over it. */
function fillIn(tree: Tree, { settings: { simulation }, tree: written }: LoadedSettings): void {
  const seed = written.valueOrigin(['simulation', 'random_seed']);
  if (seed !== undefined) tree.set(['seed'], simulation.random_seed, seed);
  const steps = written.valueOrigin(['simulation', 'default_steps']);
  if (steps?.kind === 'variable') tree.set(['steps'], simulation.default_steps, steps);
}
