import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Engine, LocalEngine } from '../../../framework/index.js';
import type { LoadedSettings } from '../../config/index.js';
import { dataFolder } from '../../run/data-folder.js';
import { programPath } from '../../version.js';
import { sweepPaths } from '../folder.js';
import { ownCores } from '../own-cores.js';
import type { ShardPlan } from './shards.js';

/** Where the runs of a sweep go, and what suits it. */
export interface Workplace {
  readonly engine: Engine;
  readonly plan: ShardPlan;
  /** Milliseconds between two looks where nothing tells of a change. */
  readonly poll: number;
  /** One line for people. */
  readonly said: string;
  /** Runs at once, where that is known. */
  readonly slots?: number;
  /** Frees what it holds besides its engine, which is closed before. */
  readonly release?: () => Promise<void>;
}

/** Where the settings say that runs go. @param say told a line for people where that is in trouble */
export async function openEngine(
  folder: string,
  settings: LoadedSettings,
  say: (line: string) => void,
): Promise<Workplace> {
  if (settings.settings.sweeps.engine === 'local') return openLocal(folder, settings);
  const { openRay } = await import('../ray/index.js');
  return openRay(folder, settings, say);
}

/** Removes what workers left of their outputs whose driver was killed, where that says nothing. */
function tidy(logs: string): void {
  if (!existsSync(logs)) return;
  for (const name of readdirSync(logs)) {
    const path = join(logs, name);
    if (name.startsWith('worker-') && statSync(path, { throwIfNoEntry: false })?.size === 0)
      rmSync(path, { force: true });
  }
}

/** Worker processes on this machine: one a core, each with its share of the cores. */
export function openLocal(folder: string, { settings }: LoadedSettings, workers?: number): Workplace {
  const { compute, simulation, sweeps } = settings;
  const cores = availableParallelism();
  const slots = workers ?? sweeps.workers ?? cores;
  const share = simulation.enable_parallel ? Math.max(1, Math.floor(cores / slots)) : 1;
  const threads = compute.threads ?? share;
  const place = resolve(folder);
  tidy(dirname(sweepPaths(place).output('')));
  return {
    engine: new LocalEngine({
      slots,
      command: ({ cpus }) => ({
        command: process.execPath,
        args: [...ownCores(cpus), programPath('app/sweep/worker/main'), '--folder', place, '--serve'],
      }),
      log: sweepPaths(place).output,
    }),
    plan: {
      size: { least: 0, most: 1 },
      resources: { cpus: threads, gpus: compute.device === 'cuda' ? 1 : 0 },
      compute: { ...compute, threads },
      dataFolder: resolve(dataFolder()),
    },
    poll: 250,
    slots,
    said: `${slots} ${slots === 1 ? 'worker' : 'workers'} on this machine`,
  };
}
