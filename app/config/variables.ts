import { distance, nearest } from '../../framework/nearest.js';
import { parseValue } from './document.js';
import type { Origin } from './origin.js';
import type { Path } from './path.js';
import { refuse } from './problems.js';
import { ENVIRONMENTS } from './settings.js';
import type { Tree } from './tree.js';

/** Environment variables that override a setting: SECTION_KEY of config.yaml. */
export const VARIABLES: ReadonlyMap<string, Path> = new Map(
  [
    'simulation.default_agents',
    'simulation.default_steps',
    'simulation.enable_parallel',
    'simulation.random_seed',
    'logging.level',
    'logging.file',
    'logging.max_bytes',
    'logging.backup_count',
    'sweeps.folder',
    'sweeps.engine',
    'sweeps.workers',
    'sweeps.ray.address',
    'sweeps.ray.slots',
    'sweeps.ray.cpus',
    'sweeps.ray.gpus',
    'sweeps.ray.program',
    'sweeps.ray.modules',
    'database.path',
    'database.connection_pool_size',
    'database.timeout',
    'monitoring.health_check_interval',
    'monitoring.enable_prometheus',
    'monitoring.metrics_port',
  ].map((name) => [name.toUpperCase().replaceAll('.', '_'), name.split('.')]),
);

export type Variables = Readonly<Record<string, string | undefined>>;

/** Values that are text whatever they look like. */
const TEXT: ReadonlySet<string> = new Set([
  'LOGGING_FILE',
  'LOGGING_LEVEL',
  'SWEEPS_FOLDER',
  'SWEEPS_ENGINE',
  'SWEEPS_RAY_ADDRESS',
  'SWEEPS_RAY_PROGRAM',
  'SWEEPS_RAY_MODULES',
  'DATABASE_PATH',
]);

/** Lays the environment variables over the settings; an empty variable counts as unset. */
export function applyVariables(tree: Tree, variables: Variables, warn: (line: string) => void): void {
  for (const [name, path] of VARIABLES) {
    const text = variables[name];
    if (text === undefined || text === '') continue;
    const origin: Origin = { kind: 'variable', name };
    const blocked = tree.set(path, TEXT.has(name) ? text : parseValue(text, origin), origin);
    if (blocked !== undefined) refuse(`environment variable ${name}`, blocked, 'correct config.yaml');
  }
  for (const name of Object.keys(variables)) {
    if (VARIABLES.has(name) || !/^(SIMULATION|SWEEPS|LOGGING|DATABASE|MONITORING)_/.test(name)) continue;
    const meant = nearest(name, VARIABLES.keys());
    // DATABASE_URL and the like belong to other programs: only what is two letters off can be meant for us.
    if (meant !== undefined && distance(name, meant) <= 2) {
      warn(`environment variable ${name} is not known and ignored; did you mean ${meant}?`);
    }
  }
}

/**
 * The environment that the variables ask for. STARLING_ENV is ours, so a wrong one is an error; ENVIRONMENT may belong
 * to another program, so a wrong one is passed over with a line.
 */
export function environmentOf(
  variables: Variables,
  warn: (line: string) => void,
): { name: (typeof ENVIRONMENTS)[number]; origin: Origin } | undefined {
  for (const name of ['STARLING_ENV', 'ENVIRONMENT']) {
    const text = variables[name];
    if (text === undefined || text === '') continue;
    const found = ENVIRONMENTS.find((each) => each === text.toLowerCase());
    if (found !== undefined) return { name: found, origin: { kind: 'variable', name } };
    const expected = `expected one of ${ENVIRONMENTS.join(', ')}, got ${text.slice(0, 40)}`;
    if (name === 'STARLING_ENV') refuse(`environment variable ${name}`, expected, 'correct or unset it');
    warn(`environment variable ${name} is ignored: ${expected}`);
  }
  return undefined;
}
