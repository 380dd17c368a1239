import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type LoadedSweep, writeSweep } from '../../../app/sweep/file/index.js';
import type { OutboxRecord } from '../../../app/sweep/outbox/index.js';
import type { PartSize } from '../../../app/sweep/results/parts.js';
import { Results } from '../../../app/sweep/results/results.js';
import { version } from '../../../app/version.js';
import {
  type DesignPlan,
  designsOf,
  RandomStreams,
  type RunFailure,
  spawnSeeds,
  type Value,
  type ValueType,
} from '../../../framework/index.js';

/** What a run of a made-up sweep comes to. */
export interface MadeRun {
  readonly outcomes: Readonly<Record<string, number | null>>;
  /** Columns of the table `model`, all of one length. */
  readonly rows?: Readonly<Record<string, readonly number[]>>;
}

export interface Made {
  readonly plan: DesignPlan;
  readonly replications: number;
  /** A run; a failure; or undefined for one that has not begun. */
  readonly run: (
    values: Readonly<Record<string, unknown>>,
    replication: number,
  ) => MadeRun | { readonly failure: RunFailure } | undefined;
  readonly sweep?: Partial<LoadedSweep>;
  /** In which order runs come to their end, and how their rows lie in files: nothing that a report may show. */
  readonly isReversed?: boolean;
  readonly size?: PartSize;
}

/** Chance of a test: equal for equal names. */
export const noise = (name: string, design: string, replication: number): number =>
  new RandomStreams(`${name} ${design}`).stream('noise').cursor(0, replication).float() - 0.5;

/** Makes folders of sweeps as they lie on the disk, with the results that are asked for. */
export function madeSweeps() {
  const parent = mkdtempSync(join(tmpdir(), 'starling-report-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));
  let count = 0;

  function make({ plan, replications, run, sweep, isReversed = false, size }: Made): string {
    const folder = mkdtempSync(join(parent, `${++count}-`));
    const designs = designsOf(plan, 7);
    const seeds = spawnSeeds(7, replications);
    const loaded: LoadedSweep = {
      name: 'made-up',
      description: 'A sweep that nobody ran.',
      file: join(folder, 'sweep.yaml'),
      subject: { kind: 'scenario', folder },
      version: version(),
      code: undefined,
      seed: 7,
      replications,
      designs: designs.map((design) => ({ design, scenario: { ...design.values } })),
      members: designs.flatMap(({ index }) =>
        seeds.map((seed, replication) => ({
          design: index,
          replication,
          seed,
          key: keyOf(index, replication),
        })),
      ),
      thresholds: [],
      sample: undefined,
      keep: 'tables',
      limits: { seconds: undefined, memory: undefined, attempts: 1 },
      ...sweep,
    };
    writeFileSync(loaded.file, 'name: made-up\n');
    writeSweep(folder, loaded);
    const results = Results.create(
      folder,
      {
        name: loaded.name,
        attempts: 1,
        designs,
        members: loaded.members,
      },
      size,
    );
    const members = isReversed ? [...loaded.members].reverse() : loaded.members;
    results.runs.claim('s-1', members.length);
    const records = members.flatMap(({ design, replication, key }) =>
      recordsOf(key, run(designs[design]!.values, replication)),
    );
    results.ingest('s-1', { records, offset: 1 });
    results.close();
    return folder;
  }

  return { parent, make };
}

export const keyOf = (design: number, replication: number): string =>
  // Keys are in no order of designs.
  `${((design * 7919 + replication * 104729) % 99991).toString(16).padStart(6, '0')}${design}a${replication}`.padEnd(
    64,
    'f',
  );

function recordsOf(key: string, made: ReturnType<Made['run']>): OutboxRecord[] {
  if (made === undefined) return [];
  const about = { key, attempt: 1, writer: 'here 1', at: '2026-01-02T03:04:05.000Z' };
  const began: OutboxRecord = { kind: 'began', ...about, host: 'here', pid: 1 };
  if ('failure' in made) return [began, { kind: 'failed', ...about, seconds: 1, failure: made.failure }];
  const { outcomes, rows } = made;
  const length = rows === undefined ? 0 : Object.values(rows)[0]!.length;
  const types = Object.fromEntries(Object.keys(rows ?? {}).map((name) => [name, typeOf(name)]));
  const columns: Record<string, readonly Value[]> = { ...rows };
  return [
    began,
    ...(rows === undefined ? [] : [{ kind: 'rows', ...about, table: 'model', types, columns } as const]),
    {
      kind: 'succeeded',
      ...about,
      rows: rows === undefined ? {} : { model: length },
      outcome: {
        digest: key.slice(0, 32).padEnd(64, '0'),
        steps: 20,
        agents: 10,
        root: null,
        outcomes,
        seconds: 1.5,
        timing: { setup_s: 0.5, run_s: 1, stages: { move: 0.7, meet: 0.3 } },
        peakMb: 100,
      },
    },
  ];
}

const typeOf = (name: string): ValueType =>
  ['step', 'tp', 'fp', 'tn', 'fn'].includes(name) ? 'integer' : 'number';
