import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../version.js';
import { readDocument } from './document.js';
import { checked, problemAt } from './explain.js';
import { kernelsUnfit } from './kernels-fit.js';
import { placeOf } from './origin.js';
import { applyOverrides, type Override, ofSettings } from './overrides.js';
import { InvalidInput } from './problems.js';
import {
  configGuide,
  configSchema,
  type Settings,
  settingsGuide,
  settingsSchema,
  WITHOUT_MEANING,
} from './settings.js';
import { Tree } from './tree.js';
import { applyVariables, environmentOf, type Variables } from './variables.js';

export interface LoadedSettings {
  readonly settings: Settings;
  /** Where each value was written. */
  readonly tree: Tree;
  /** The configuration file that was read. */
  readonly file: string | undefined;
}

export interface SettingsRequest {
  /** Configuration file; STARLING_CONFIG, ./config.yaml or the one shipped with Starling where absent. */
  readonly config?: string | undefined;
  readonly variables: Variables;
  readonly overrides?: readonly Override[];
  readonly warn?: (line: string) => void;
}

/**
 * How Starling runs here. Precedence, later wins: built-in defaults, config.yaml, its section for the environment,
 * environment variables, flags, `--set`.
 * @throws InvalidInput with every problem and its place
 */
export function loadSettings(request: SettingsRequest): LoadedSettings {
  const warn = request.warn ?? (() => undefined);
  const file = configFile(request);
  const written = file === undefined ? new Tree() : readDocument(file, 'config');
  if (file !== undefined) {
    const result = checked(configSchema, written, configGuide, file);
    if ('problems' in result) throw new InvalidInput(result.problems);
  }
  const tree = new Tree();
  for (const key of Object.keys(written.value)) {
    if (key !== 'environments') tree.merge(written, [key], [key]);
  }
  const overrides = (request.overrides ?? []).filter(ofSettings);
  const asked = overrides.findLast(({ path }) => path[0] === 'environment')?.value;
  const chosen = environmentOf(request.variables, warn);
  if (chosen !== undefined) tree.set(['environment'], chosen.name, chosen.origin);
  const environment = String(asked ?? tree.get(['environment']) ?? 'development');
  if (written.has(['environments', environment])) tree.merge(written, ['environments', environment]);
  applyVariables(tree, request.variables, warn);
  applyOverrides(tree, overrides);
  const result = checked(settingsSchema, tree, settingsGuide, file ?? 'settings');
  if ('problems' in result) throw new InvalidInput(result.problems);
  const unfit = kernelsUnfit(result.value.compute);
  if (unfit !== undefined) {
    const { message, remedy } = unfit;
    throw new InvalidInput([problemAt(tree, ['compute', 'kernels'], file ?? 'settings', message, remedy)]);
  }
  for (const name of WITHOUT_MEANING) {
    const origin = tree.valueOrigin(name.split('.'));
    if (origin !== undefined)
      warn(`${placeOf(origin)}: ${name} has no meaning in this version and is ignored`);
  }
  return { settings: result.value, tree, file };
}

function configFile({ config, variables }: SettingsRequest): string | undefined {
  const named = config ?? (variables['STARLING_CONFIG'] || undefined);
  if (named !== undefined) return named;
  if (existsSync('config.yaml')) return 'config.yaml';
  const shipped = join(packageRoot, 'config.yaml');
  return existsSync(shipped) ? shipped : undefined;
}
