import { afterAll, describe, expect, test } from 'vitest';
import {
  InvalidInput,
  loadScenario,
  loadSettings,
  parseFlag,
  parseSet,
  placeOf,
  VARIABLES,
  type Variables,
} from '../../../app/config/index.js';
import { Folder, inRepository } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());

const CONFIG = `environment: staging
simulation: { default_agents: 11, default_steps: 12, random_seed: 13 }
logging: { level: error }
environments:
  staging: { simulation: { default_agents: 21 }, logging: { level: warning } }
  production: { simulation: { default_agents: 31 } }
`;
const config = folder.write('config.yaml', CONFIG);
const bare = folder.write('bare.yaml', 'name: bare\n');
const full = folder.write('full.yaml', 'name: full\nagents: 41\nsteps: 42\nseed: 43\n');

function resolve(
  file: string,
  variables: Variables = {},
  overrides = [] as ReturnType<typeof parseSet>[],
  configFile = config,
) {
  const lines: string[] = [];
  const warn = (line: string) => lines.push(line);
  const settings = loadSettings({ config: configFile, variables, overrides, warn });
  const { scenario, tree } = loadScenario(file, settings, overrides, warn);
  const origin = tree.valueOrigin(['agents']);
  return {
    settings: settings.settings,
    scenario,
    lines,
    agents: scenario.agents,
    from: origin === undefined ? 'default' : placeOf(origin).replace(folder.path, ''),
  };
}

describe('later wins', () => {
  const env = { SIMULATION_DEFAULT_AGENTS: '51' };
  const flag = parseFlag('--agents', 'agents', '61');
  const set = parseSet('agents=71');
  const plain = folder.write('plain-config.yaml', 'environment: development\n');
  const general = folder.write('general-config.yaml', 'simulation: { default_agents: 11 }\n');

  test.each([
    ['a built-in default', resolve(bare, {}, [], plain), 200, 'default'],
    ['config.yaml', resolve(bare, {}, [], general), 11, '/general-config.yaml:1:31'],
    ['its section for the environment', resolve(bare), 21, '/config.yaml:5:44'],
    ['the scenario file', resolve(full), 41, '/full.yaml:2:9'],
    ['an environment variable', resolve(full, env), 51, 'environment variable SIMULATION_DEFAULT_AGENTS'],
    ['a flag', resolve(full, env, [flag]), 61, '--agents'],
    ['--set', resolve(full, env, [flag, set]), 71, '--set agents=71'],
  ])('%s', (_, { agents, from }, expected, origin) => {
    expect(agents).toBe(expected);
    expect(from).toBe(origin);
  });

  test('what --set removes is filled in again', () => {
    expect(resolve(full, {}, [parseSet('agents=null')])).toMatchObject({
      agents: 21,
      from: '/config.yaml:5:44',
    });
  });

  test('steps and seed go the same way', () => {
    expect(resolve(bare).scenario).toMatchObject({ steps: 12, seed: 13 });
    expect(resolve(full).scenario).toMatchObject({ steps: 42, seed: 43 });
    const variables = { SIMULATION_DEFAULT_STEPS: '52', SIMULATION_RANDOM_SEED: '53' };
    expect(resolve(full, variables).scenario).toMatchObject({ steps: 52, seed: 53 });
  });

  test('a variable in place of a value of the scenario is told', () => {
    expect(resolve(full, env).lines).toEqual([
      `environment variable SIMULATION_DEFAULT_AGENTS sets agents to 51, in place of 41 in ${full}`,
    ]);
    expect(resolve(bare, env).lines).toEqual([]);
  });

  test('a capture keeps its own nodes, and says so', () => {
    const capture = folder.write('capture.yaml', 'name: c\ntraffic: { source: westermo }\n');
    const { scenario, lines } = resolve(capture, { ...env, SIMULATION_DEFAULT_STEPS: '5' });
    expect(scenario.agents).toBeUndefined();
    expect(scenario.steps).toBe(5);
    expect(lines).toEqual([expect.stringContaining('SIMULATION_DEFAULT_AGENTS is not used')]);
  });
});

describe('the environment', () => {
  test.each([
    [{}, 'staging', 'warning'],
    [{ STARLING_ENV: 'production' }, 'production', 'error'],
    [{ ENVIRONMENT: 'Production' }, 'production', 'error'],
    [{ ENVIRONMENT: 'production', STARLING_ENV: 'development' }, 'development', 'error'],
    [{ ENVIRONMENT: 'qa' }, 'staging', 'warning'],
  ])('%j makes it %s', (variables, environment, level) => {
    expect(resolve(bare, variables).settings).toMatchObject({ environment, logging: { level } });
  });

  test('--set wins', () => {
    const { settings } = resolve(bare, { STARLING_ENV: 'staging' }, [parseSet('environment=production')]);
    expect(settings.environment).toBe('production');
    expect(settings.simulation.default_agents).toBe(31);
  });

  test('a wrong one of ours is an error, of another program a line', () => {
    expect(() => resolve(bare, { STARLING_ENV: 'qa' })).toThrow(
      /expected one of development, staging, production/,
    );
    expect(resolve(bare, { ENVIRONMENT: 'qa' }).lines).toEqual([
      expect.stringContaining('ENVIRONMENT is ignored'),
    ]);
  });
});

describe('environment variables', () => {
  test('have the names of their settings', () => {
    expect([...VARIABLES.keys()]).toEqual(
      expect.arrayContaining([
        'SIMULATION_DEFAULT_AGENTS',
        'SIMULATION_DEFAULT_STEPS',
        'SIMULATION_ENABLE_PARALLEL',
        'SIMULATION_RANDOM_SEED',
        'LOGGING_LEVEL',
        'LOGGING_FILE',
        'SWEEPS_FOLDER',
        'SWEEPS_ENGINE',
        'SWEEPS_WORKERS',
        'DATABASE_PATH',
        'DATABASE_CONNECTION_POOL_SIZE',
        'MONITORING_ENABLE_PROMETHEUS',
        'MONITORING_HEALTH_CHECK_INTERVAL',
      ]),
    );
  });

  test('set what they name', () => {
    const { settings } = resolve(bare, {
      SIMULATION_ENABLE_PARALLEL: 'false',
      LOGGING_LEVEL: 'DEBUG',
      LOGGING_FILE: '007',
      LOGGING_MAX_BYTES: '2MiB',
      LOGGING_BACKUP_COUNT: '3',
      DATABASE_PATH: 'x.db',
      SWEEPS_FOLDER: '12',
      SWEEPS_ENGINE: 'ray',
      SWEEPS_WORKERS: '3',
    });
    expect(settings).toMatchObject({
      sweeps: { folder: '12', engine: 'ray', workers: 3 },
      simulation: { enable_parallel: false },
      logging: { level: 'debug', file: '007', max_bytes: 2 << 20, backup_count: 3 },
      database: { path: 'x.db' },
    });
  });

  test('without meaning yet are told, not passed over', () => {
    const { lines } = resolve(bare, { DATABASE_CONNECTION_POOL_SIZE: '20', MONITORING_METRICS_PORT: '9090' });
    expect(lines).toEqual([
      'environment variable DATABASE_CONNECTION_POOL_SIZE: database.connection_pool_size has no meaning in this version and is ignored',
      'environment variable MONITORING_METRICS_PORT: monitoring.metrics_port has no meaning in this version and is ignored',
    ]);
  });

  test('a typo is told, a variable of another program is not', () => {
    const { lines } = resolve(bare, { SIMULATION_DEFALT_AGENTS: '5', DATABASE_URL: 'postgres://…' });
    expect(lines).toEqual([expect.stringContaining('did you mean SIMULATION_DEFAULT_AGENTS?')]);
  });

  test('an empty one counts as unset', () => {
    expect(resolve(full, { SIMULATION_DEFAULT_AGENTS: '' }).agents).toBe(41);
  });

  test.each([
    ['SIMULATION_DEFAULT_AGENTS', 'many', 'a whole number from 1 to 1000000'],
    ['SIMULATION_DEFAULT_AGENTS', '[1', 'not valid YAML'],
    ['SIMULATION_ENABLE_PARALLEL', 'yes', 'true or false'],
    ['LOGGING_LEVEL', 'loud', 'one of debug, info, warning, error, critical'],
    ['LOGGING_MAX_BYTES', '3 apples', 'such as 512MiB'],
  ])('%s=%s is refused: %s', (name, value, expected) => {
    try {
      resolve(bare, { [name]: value });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      expect(error.problems[0]!.place).toBe(`environment variable ${name}`);
      expect(error.problems[0]!.message).toContain(expected);
    }
  });
});

describe('config.yaml', () => {
  test('the one in the repository is valid and resolves without a line', () => {
    const lines: string[] = [];
    for (const STARLING_ENV of ['development', 'staging', 'production']) {
      loadSettings({
        config: inRepository('config.yaml'),
        variables: { STARLING_ENV },
        warn: (line) => lines.push(line),
      });
    }
    expect(lines).toEqual([]);
  });

  test('of the original form is read, and what has no meaning yet is told', () => {
    const path = folder.write(
      'original.yaml',
      `environment: production
simulation: { default_agents: 100, default_steps: 200, enable_parallel: true, random_seed: 42 }
database: { path: ledger.db, connection_pool_size: 20, timeout: 60 }
logging: { level: INFO, file: simulation.log, max_bytes: 104857600, backup_count: 10 }
monitoring: { health_check_interval: 60, enable_prometheus: true, metrics_port: 9090 }
`,
    );
    const lines: string[] = [];
    const { settings } = loadSettings({ config: path, variables: {}, warn: (line) => lines.push(line) });
    expect(settings).toMatchObject({
      environment: 'production',
      simulation: { random_seed: 42 },
      logging: { level: 'info' },
    });
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain(`${path}:3:52: database.connection_pool_size has no meaning`);
  });

  test.each([
    ['simulation: { default_agnets: 3 }', 'did you mean simulation.default_agents?'],
    ['enviroment: staging', 'did you mean environment?'],
    ['environment: stagin', 'did you mean staging?'],
    ['environments: { test: {} }', 'unknown key'],
    ['environments: { staging: { logging: { level: loud } } }', 'environments.staging.logging.level'],
    ['compute: { device: gpu }', 'expected one of auto, cuda'],
    ['compute: { memory_budget: 3 }', 'compute.memory_budget'],
    ['agents: 3', 'unknown key'],
  ])('%s is refused: %s', (text, expected) => {
    const path = folder.write('wrong.yaml', `${text}\n`);
    expect(() => loadSettings({ config: path, variables: {} })).toThrow(expected);
  });

  test('STARLING_CONFIG names another, and a missing one is an error', () => {
    expect(loadSettings({ variables: { STARLING_CONFIG: config } }).file).toBe(config);
    expect(() => loadSettings({ variables: { STARLING_CONFIG: 'absent.yaml' } })).toThrow('no such file');
  });
});
