import { chooseSeed } from '../../framework/random/index.js';
import { crossChecks } from './checks.js';
import { readDocument } from './document.js';
import { checked } from './explain.js';
import type { LoadedSettings } from './load-settings.js';
import { placeOf, shown } from './origin.js';
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
  applyVariables(tree, file, settings, own, warn);
  applyOverrides(tree, own);
  fillIn(tree, settings);
  const result = checked(scenarioSchema, tree, scenarioGuide, file);
  const problems = 'problems' in result ? result.problems : crossChecks(result.value, tree, file);
  if (problems.length > 0 || 'problems' in result) throw new InvalidInput(problems);
  return { scenario: { ...result.value, seed: result.value.seed ?? chooseSeed() }, tree, file };
}

/** Keys of a scenario that the `simulation` section of the settings speaks of. */
const SPOKEN_OF = [
  ['agents', 'default_agents'],
  ['steps', 'default_steps'],
  ['seed', 'random_seed'],
] as const;

/** What an environment variable says wins over the file, and is told where it does. */
function applyVariables(
  tree: Tree,
  file: string,
  settings: LoadedSettings,
  overrides: readonly Override[],
  warn: (line: string) => void,
): void {
  const asked = overrides.findLast(({ path }) => path.join('.') === 'traffic.source')?.value;
  const source = asked ?? tree.get(['traffic', 'source']) ?? 'synthetic';
  for (const [key, setting] of SPOKEN_OF) {
    const origin = settings.tree.valueOrigin(['simulation', setting]);
    if (origin?.kind !== 'variable' || overrides.some(({ path }) => path[0] === key)) continue;
    const value = settings.settings.simulation[setting];
    if (key === 'agents' && source !== 'synthetic' && source !== 'nsl-kdd') {
      warn(`${placeOf(origin)} is not used: the nodes of ${file} are the hosts of its capture`);
      continue;
    }
    const before = tree.get([key]);
    if (before !== undefined && before !== value) {
      warn(`${placeOf(origin)} sets ${key} to ${value}, in place of ${shown(before)} in ${file}`);
    }
    tree.set([key], value, origin);
  }
}

/** What is still open comes from the settings; a capture brings its own nodes and steps. */
function fillIn(tree: Tree, { settings, tree: written }: LoadedSettings): void {
  const source = tree.get(['traffic', 'source']) ?? 'synthetic';
  for (const [key, setting] of SPOKEN_OF) {
    const value = settings.simulation[setting];
    if (value === undefined || tree.has([key]) || (key !== 'seed' && source !== 'synthetic')) continue;
    const origin = written.valueOrigin(['simulation', setting]);
    if (origin === undefined) tree.value[key] = value;
    else if (origin.kind !== 'variable') tree.set([key], value, origin);
  }
}
