import { z } from 'zod';
import { Guide } from './guide.js';
import { parseBytes } from './memory.js';
import { raySettings } from './ray-settings.js';

export const ENVIRONMENTS = ['development', 'staging', 'production'] as const;
export const DEVICES = ['auto', 'cuda', 'webgpu', 'tensorflow', 'wasm', 'cpu'] as const;
export const KERNELS = ['auto', 'reference', 'composed'] as const;
export const ENGINES = ['local', 'ray'] as const;

const bytes = z
  .union([z.int().min(1), z.string().max(32)])
  .describe('a size such as 512MiB, 2GiB, or bytes')
  .transform((size, context) => {
    const value = typeof size === 'number' ? size : parseBytes(size);
    if (value !== undefined && value >= 1 << 20) return value;
    context.addIssue({ code: 'custom', message: 'expected a size of at least 1MiB, such as 512MiB or 2GiB' });
    return z.NEVER;
  });

const simulation = z.strictObject({
  default_agents: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Nodes of a scenario that names no number.')
    .default(200),
  default_steps: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Steps of a scenario that names no number.')
    .default(50),
  enable_parallel: z.boolean().describe('Whether kernels may use more than one core.').default(true),
  random_seed: z
    .union([z.int().min(0), z.string().min(1).max(256)])
    .describe('Seed of a scenario that names none; chosen anew for each run where absent.')
    .optional(),
});

const compute = z.strictObject({
  device: z
    .enum(DEVICES)
    .describe('Where kernels run; auto takes the one whose start pays for the work.')
    .default('auto'),
  kernels: z.enum(KERNELS).describe('Which implementations of the kernels are used.').default('auto'),
  threads: z.int().min(1).max(1024).describe('Cores that kernels may use; all where absent.').optional(),
  memory_budget: bytes.describe('Memory that one batch of a kernel may take.').prefault('1GiB'),
});

const runs = z.strictObject({
  folder: z.string().min(1).max(4096).describe('Folder in which run directories are made.').default('runs'),
  checkpoint_every: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Steps between two checkpoints; none are written where absent.')
    .optional(),
  checkpoint_keep: z
    .union([z.int().min(1).max(1_000_000), z.literal('all')])
    .describe('How many of the newest checkpoints stay, or all.')
    .default(2),
});

const sweeps = z.strictObject({
  folder: z
    .string()
    .min(1)
    .max(4096)
    .describe('Folder in which the folders of sweeps are made.')
    .default('sweeps'),
  engine: z
    .enum(ENGINES)
    .describe('Where the runs of a sweep go: worker processes here, or a Ray cluster.')
    .default('local'),
  workers: z
    .int()
    .min(1)
    .max(1024)
    .describe('Worker processes of the local engine; one a core where absent.')
    .optional(),
  ray: raySettings.prefault({}),
});

const database = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(4096)
    .describe('Ledger file; inside the run directory where absent.')
    .optional(),
  connection_pool_size: z.int().min(1).max(1024).describe('Without meaning yet.').optional(),
  timeout: z.number().min(0).max(86_400).describe('Without meaning yet.').optional(),
});

const logging = z.strictObject({
  level: z
    .string()
    .max(16)
    .regex(/^(debug|info|warning|error|critical)$/i)
    .describe('one of debug, info, warning, error, critical')
    .transform((level) => level.toLowerCase() as 'debug' | 'info' | 'warning' | 'error' | 'critical')
    .prefault('info'),
  file: z
    .string()
    .min(1)
    .max(4096)
    .describe('Log file; log.jsonl in the run directory where absent.')
    .optional(),
  max_bytes: bytes.describe('Size at which the log file is rotated.').prefault('100MiB'),
  backup_count: z.int().min(0).max(1000).describe('Rotated log files that are kept.').default(10),
});

const monitoring = z.strictObject({
  health_check_interval: z.number().min(0).describe('Without meaning yet.').optional(),
  enable_prometheus: z.boolean().describe('Without meaning yet.').optional(),
  metrics_port: z.int().min(0).max(65_535).describe('Without meaning yet.').optional(),
});

const sections = {
  simulation: simulation.prefault({}),
  compute: compute.prefault({}),
  runs: runs.prefault({}),
  sweeps: sweeps.prefault({}),
  database: database.prefault({}),
  logging: logging.prefault({}),
  monitoring: monitoring.prefault({}),
};

export const SECTIONS: readonly string[] = Object.keys(sections);

/** The resolved settings: how Starling runs here, whatever the scenario. */
export const settingsSchema = z.strictObject({
  environment: z
    .enum(ENVIRONMENTS)
    .describe('Which section of `environments` is used.')
    .default('development'),
  ...sections,
});

/** A configuration file: settings, and what each environment changes in them. */
export const configSchema = settingsSchema.extend({
  environments: z
    .strictObject(
      Object.fromEntries(ENVIRONMENTS.map((name) => [name, z.strictObject(sections).prefault({})])),
    )
    .describe('What an environment changes.')
    .prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
export const configGuide = new Guide(configSchema);
export const settingsGuide = new Guide(settingsSchema);

/** Settings that are read and checked but do nothing in this version: each use is answered with one line. */
export const WITHOUT_MEANING: readonly string[] = [
  'database.connection_pool_size',
  'database.timeout',
  'monitoring.health_check_interval',
  'monitoring.enable_prometheus',
  'monitoring.metrics_port',
];
