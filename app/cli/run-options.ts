import { type Override, parseFlag } from '../config/index.js';
import { type CommonOptions, overridesOf } from './options.js';

export interface RunOptions extends CommonOptions {
  readonly agents?: string;
  readonly steps?: string;
  readonly seed?: string;
  readonly replications?: string;
  readonly storage?: string;
  readonly arms?: string;
  readonly device?: string;
  readonly threads?: string;
  readonly memoryBudget?: string;
  readonly kernels?: string;
  readonly checkpointEvery?: string;
  readonly checkpointKeep?: string;
  readonly resume?: string;
  readonly out?: string;
  readonly json?: true;
  readonly list?: true;
  readonly tui?: boolean;
  readonly record?: string;
  readonly recordSize?: string;
  readonly pace?: string;
  readonly verbose?: true;
  readonly trace?: true;
}

/** Flags that set one value of the scenario or the settings. */
const FLAGS = [
  ['agents', '--agents', 'agents'],
  ['steps', '--steps', 'steps'],
  ['seed', '--seed', 'seed'],
  ['replications', '--replications', 'replications'],
  ['storage', '--storage', 'storage'],
  ['arms', '--arms', 'arms'],
  ['device', '--device', 'compute.device'],
  ['threads', '--threads', 'compute.threads'],
  ['memoryBudget', '--memory-budget', 'compute.memory_budget'],
  ['kernels', '--kernels', 'compute.kernels'],
  ['checkpointEvery', '--checkpoint-every', 'runs.checkpoint_every'],
  ['checkpointKeep', '--checkpoint-keep', 'runs.checkpoint_keep'],
] as const;

/** What the command line changes, in order: flags, then `--set`. */
export function runOverrides(options: RunOptions): Override[] {
  const flags = FLAGS.flatMap(([key, name, path]) => {
    const text = options[key];
    if (text === undefined) return [];
    return key === 'arms'
      ? {
          path: [path],
          value: text.split(',').map((arm) => arm.trim()),
          origin: { kind: 'flag', name } as const,
        }
      : parseFlag(name, path, text);
  });
  return [...flags, ...overridesOf(options)];
}
