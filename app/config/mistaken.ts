import { refuse } from './problems.js';
import { scenarioSchema } from './scenario.js';
import type { Tree } from './tree.js';

/** Keys of a sweep file that no scenario has. */
export const SWEEP_KEYS: readonly string[] = [
  ...['scenario', 'storage', 'set', 'matrix', 'zip', 'list', 'sample'],
  ...['thresholds', 'keep', 'limits'],
];

/** Keys that both have. */
export const SHARED_KEYS: readonly string[] = ['name', 'description', 'model', 'seed', 'replications'];

const SCENARIO_KEYS = Object.keys(scenarioSchema.shape).filter((key) => !SHARED_KEYS.includes(key));

/**
 * Refuses a scenario in the place of a sweep, and a sweep in that of a scenario, before each of its keys is.
 *
 * @throws InvalidInput with the command that runs it
 */
export function refuseMistaken({ value }: Tree, file: string, expected: 'scenario' | 'sweep'): void {
  const has = (keys: readonly string[]) => keys.some((key) => Object.hasOwn(value, key));
  const isSweep = has(SWEEP_KEYS) && !has(SCENARIO_KEYS);
  const isScenario = has(SCENARIO_KEYS) && !has(SWEEP_KEYS);
  if (expected === 'sweep' && isScenario)
    refuse(
      file,
      'this is a scenario, and a sweep is expected',
      `run it by starling run ${file}, or name it in a sweep file: \`scenario: FILE\``,
    );
  if (expected === 'scenario' && isSweep)
    refuse(file, 'this is a sweep, and a scenario is expected', `run it by starling sweep run ${file}`);
}
