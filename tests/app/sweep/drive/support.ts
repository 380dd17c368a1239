import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ShardSize } from '../../../../app/sweep/drive/cut.js';
import { type DriveOptions, drive, makeSweep, type SweepWatch } from '../../../../app/sweep/drive/index.js';
import type { LoadedSweep } from '../../../../app/sweep/file/index.js';
import { statusOf } from '../../../../app/sweep/results/index.js';
import type { Assignment } from '../../../../app/sweep/shard.js';
import { version } from '../../../../app/version.js';
import type { RunRow } from '../../../../framework/index.js';
import { FakeEngine, type Fate } from './fake-engine.js';

/** A sweep of `designs` × `replications` runs of no model in particular; the key of a run says which it is. */
export function sweepOf(designs: number, replications: number, attempts = 3): LoadedSweep {
  const every = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  return {
    name: 'fake',
    description: undefined,
    file: '',
    subject: { kind: 'model', model: 'forest-fire', storage: 'objects' },
    version: version(),
    code: undefined,
    seed: 1,
    replications,
    designs: every(designs).map((index) => ({
      design: { index, label: `x=${index}`, values: { x: index } },
      scenario: { x: index },
    })),
    members: every(designs).flatMap((design) =>
      every(replications).map((replication) => ({
        design,
        replication,
        seed: replication + 1,
        key: keyOf(design, replication),
      })),
    ),
    thresholds: [],
    sample: undefined,
    keep: 'tables',
    limits: { seconds: undefined, memory: undefined, attempts },
  };
}

export const keyOf = (design: number, replication: number): string =>
  `${design}-${replication}-`.padEnd(64, '0');

/** A watch that keeps what it is told. */
export class Heard implements SweepWatch {
  readonly lines: string[] = [];
  readonly failures: { readonly run: RunRow; readonly again: boolean }[] = [];

  say(line: string): void {
    this.lines.push(line);
  }

  counted(): void {}

  failed(run: RunRow, again: boolean): void {
    this.failures.push({ run, again });
  }

  close(): void {}
}

/** Temporary folders for the sweeps of a test file. */
export function sweepFolders() {
  const folder = mkdtempSync(join(tmpdir(), 'starling-drive-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'sweep.yaml');
  writeFileSync(file, 'name: fake\n');

  /** Makes the folder of a sweep. */
  const make = (sweep: LoadedSweep): Promise<string> => makeSweep({ ...sweep, file }, { sweeps: folder });

  return { folder, make };
}

/** Drives a sweep over a fake engine. */
export async function driveFake(
  place: string,
  fate: (run: Assignment) => Fate = () => 'succeeds',
  options: Partial<DriveOptions> & { readonly engine?: FakeEngine; readonly size?: ShardSize } = {},
) {
  const watch = new Heard();
  const engine = options.engine ?? new FakeEngine(place, fate);
  const driven = await drive({
    folder: place,
    open: () => ({
      engine,
      plan: {
        size: options.size ?? { least: 0, most: 1 },
        resources: { cpus: 1, gpus: 0 },
        compute: { device: 'auto', threads: 1, kernels: 'auto', memory_budget: 1 << 30 },
        dataFolder: '',
      },
      poll: 250,
      said: 'a fake engine',
    }),
    watch,
    failFast: false,
    ...options,
  });
  return { ...driven, engine, watch, status: await statusOf(place) };
}
