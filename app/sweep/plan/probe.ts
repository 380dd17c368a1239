import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RunReader } from '../../../framework/experiment/store/index.js';
import type { LoadedSettings } from '../../config/index.js';
import { temporaryFolder } from '../../run/temporary.js';
import { drive, makeSweep, openLocal } from '../drive/index.js';
import type { LoadedSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import { extremes, sizeOf } from './size.js';

/** A run that was measured. */
export interface ProbedRun {
  /** Index of its design. */
  readonly design: number;
  readonly label: string;
  /** Wall seconds. */
  readonly seconds: number;
  /** The most resident memory of its process until then. */
  readonly peakMb: number;
  /** Bytes that it leaves behind. */
  readonly bytes: number;
}

/** What a probe came to: runs that ended in time, and what was said of those that failed. */
export interface Probe {
  readonly runs: readonly ProbedRun[];
  readonly failures: readonly string[];
}

/**
 * Measures the first replication of the smallest, the middle and the largest design, as they look, one after another: in a
 * temporary folder, in a worker, as the sweep would do it.
 *
 * @param signal ends it; what was measured by then is told
 */
export async function probe(
  sweep: LoadedSweep,
  settings: LoadedSettings,
  signal: AbortSignal,
): Promise<Probe> {
  const picked = extremes(sweep.designs.map(({ scenario }) => sizeOf(scenario)));
  const { path: folder, remove } = temporaryFolder('starling-probe-');
  try {
    const made = await makeSweep(some(sweep, picked), { out: join(folder, 'sweep'), sweeps: folder });
    await drive({
      folder: made,
      open: (place) => openLocal(place, settings, 1),
      watch: {
        say: () => undefined,
        counted: () => undefined,
        failed: () => undefined,
        close: () => undefined,
      },
      failFast: false,
      drain: signal,
      stop: signal,
    });
    return measured(made, sweep, picked);
  } finally {
    remove();
  }
}

/** A sweep of the first replication of some designs, tried once. */
function some(sweep: LoadedSweep, picked: readonly number[]): LoadedSweep {
  const { designs, members, replications, limits } = sweep;
  return {
    ...sweep,
    replications: 1,
    thresholds: [],
    limits: { ...limits, attempts: 1 },
    designs: picked.map((from, index) => {
      const { design, scenario } = designs[from]!;
      return { design: { ...design, index }, scenario };
    }),
    members: picked.map((from, design) => ({ ...members[from * replications]!, design })),
  };
}

function measured(folder: string, sweep: LoadedSweep, picked: readonly number[]): Probe {
  const paths = sweepPaths(folder);
  const table = RunReader.open(paths.runs);
  try {
    const rows = [...table.runs()];
    const done = rows.flatMap(({ key, design, outcome }) => (outcome ? [{ key, design, outcome }] : []));
    const share = bytesIn(paths.tables) / Math.max(1, done.length);
    return {
      runs: done.map(({ key, design, outcome: { seconds, peakMb } }) => ({
        design: picked[design]!,
        label: sweep.designs[picked[design]!]!.design.label,
        seconds,
        peakMb,
        bytes: Math.round(share + bytesIn(paths.run(key))),
      })),
      failures: rows.flatMap(({ failure }) => (failure ? [failure.message] : [])),
    };
  } finally {
    table.close();
  }
}

/** Bytes of all files below a folder; 0 where there is none. */
function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}
