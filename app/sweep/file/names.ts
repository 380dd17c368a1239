import { ofSettings } from '../../config/overrides.js';
import { FORBIDDEN_KEYS, type Path } from '../../config/path.js';
import { children } from '../../config/tree.js';

/** Keys that belong to the sweep as a whole, with what to write in their place. */
const OF_THE_SWEEP: Readonly<Record<string, string>> = {
  seed: 'write `seed` and `replications` at the top of the sweep: all designs run on the same seeds',
  replications: 'write `replications` at the top of the sweep',
  storage: 'write `storage` at the top of the sweep',
  name: 'remove it',
  description: 'remove it',
  model: 'write `model` at the top of the sweep',
};

/** Whether every number in a value is one that JSON has. */
export const isJson = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isFinite(value) : children(value).every(([, child]) => isJson(child));

/** Why a design can't set a parameter, and what to do; undefined where it can. */
export function refusal(
  path: Path | undefined,
  ofScenario: boolean,
): readonly [message: string, remedy: string] | undefined {
  if (path === undefined) return undefined;
  if (path.some((part) => FORBIDDEN_KEYS.has(String(part))))
    return ['this key is refused: it would reach a prototype', 'remove it'];
  const [key] = path as [string];
  if (key === 'arms' && ofScenario) return ['a design has no arms', 'vary `sharing` under matrix'];
  const remedy = Object.hasOwn(OF_THE_SWEEP, key) ? OF_THE_SWEEP[key] : undefined;
  if (remedy !== undefined) return ['this is no parameter of a design', remedy];
  return ofSettings({ path })
    ? ['this is a setting, which no result depends on', 'set it by --set or in config.yaml']
    : undefined;
}
