import { chooseSeed } from '../../../framework/index.js';
import type { LoadedSettings } from '../../config/load-settings.js';
import { placeOf, shown } from '../../config/origin.js';
import type { Override } from '../../config/overrides.js';
import { refuse } from '../../config/problems.js';
import type { Tree } from '../../config/tree.js';
import { sweepGuide, sweepSchema } from './schema.js';

/**
 * The root of the seeds. Later wins: chosen, the settings, the base, the sweep, the environment variable, the command line.
 * @throws InvalidInput where it is the base's, and no seed
 */
export function rootSeed(
  tree: Tree,
  file: string,
  ofBase: Override | undefined,
  { settings, tree: written }: LoadedSettings,
  warn: (line: string) => void,
): Override {
  const path = ['seed'];
  const { random_seed } = settings.simulation;
  const given = tree.get(path);
  const origin = tree.valueOrigin(path);
  const variable = written.valueOrigin(['simulation', 'random_seed']);
  if (variable?.kind === 'variable' && (origin === undefined || origin.kind === 'sweep')) {
    if (given !== undefined && given !== random_seed)
      warn(`${placeOf(variable)} sets seed to ${random_seed}, in place of ${shown(given)} in ${file}`);
    return { path, value: random_seed, origin: variable };
  }
  if (given === undefined && ofBase !== undefined) return checkedSeed(ofBase);
  return { path, value: given ?? random_seed ?? chooseSeed(), origin: origin ?? tree.near([])! };
}

function checkedSeed(seed: Override): Override {
  const { value, origin } = seed;
  if (sweepSchema.shape.seed.safeParse(value).success) return seed;
  const expected = sweepGuide.expected(['seed'], undefined);
  return refuse(placeOf(origin), `seed: expected ${expected}; got ${shown(value)}`);
}
