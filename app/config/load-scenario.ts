import { chooseSeed } from '../../framework/random/index.js';
import { crossChecks } from './checks.js';
import { readDocument } from './document.js';
import { checked } from './explain.js';
import type { LoadedSettings } from './load-settings.js';
import { placeOf } from './origin.js';
import { applyOverrides, type Override, ofSettings } from './overrides.js';
import { InvalidInput } from './problems.js';
import { type Scenario, scenarioGuide, scenarioSchema } from './scenario.js';
import type { Tree } from './tree.js';

export interface LoadedScenario {
  /** As it will run: every default filled in, the seed set. */
  readonly scenario: Scenario & { readonly seed: number | string };
  /** Where each value was written; a seed that no place wrote was chosen. */
  readonly tree: Tree;
  readonly file: string;
}

/**
 * A scenario file, resolved. Precedence, later wins: built-in defaults, config.yaml and its environment (`simulation`
 * fills in what the scenario leaves open), the scenario file, environment variables, flags, `--set`.
 * @throws InvalidInput with every problem and its place
 */
export function loadScenario(
  file: string,
  settings: LoadedSettings,
  overrides: readonly Override[] = [],
  warn: (line: string) => void = () => undefined,
): LoadedScenario {
  return resolveScenario(readDocument(file, 'scenario'), file, settings, overrides, warn);
}

/** The same for a tree that was read already. */
export function resolveScenario(
  tree: Tree,
  file: string,
  settings: LoadedSettings,
  overrides: readonly Override[] = [],
  warn: (line: string) => void = () => undefined,
): LoadedScenario {
  const own = overrides.filter((override) => !ofSettings(override));
  const named = new Set(own.map(({ path }) => String(path[0])));
  const source = own.findLast(({ path }) => path.join('.') === 'traffic.source')?.value;
  const kind = source ?? tree.get(['traffic', 'source']) ?? 'synthetic';
  for (const [key, setting] of FILLED) {
    const path = ['simulation', setting];
    const value = settings.tree.get(path) ?? settings.settings.simulation[setting];
    const origin = settings.tree.valueOrigin(path);
    if (value === undefined || named.has(key)) continue;
    if (origin?.kind === 'variable') {
      if (key === 'agents' && kind !== 'synthetic' && kind !== 'nsl-kdd') {
        warn(`${placeOf(origin)} is not used: the nodes of ${file} are the hosts of its capture`);
        continue;
      }
      const before = tree.get([key]);
      if (before !== undefined && before !== value) {
        warn(`${placeOf(origin)} sets ${key} to ${value}, in place of ${before} in ${file}`);
      }
      tree.set([key], value, origin);
    } else if (!tree.has([key]) && (key === 'seed' || kind === 'synthetic')) {
      if (origin !== undefined) tree.set([key], value, origin);
      else tree.value[key] = value;
    }
  }
  applyOverrides(tree, own);
  const result = checked(scenarioSchema, tree, scenarioGuide, file);
  const problems = 'problems' in result ? result.problems : crossChecks(result.value, tree, file);
  if (problems.length > 0 || 'problems' in result) throw new InvalidInput(problems);
  return { scenario: { ...result.value, seed: result.value.seed ?? chooseSeed() }, tree, file };
}

/** Keys of a scenario that the `simulation` section of the settings fills in. */
const FILLED = [
  ['agents', 'default_agents'],
  ['steps', 'default_steps'],
  ['seed', 'random_seed'],
] as const;
