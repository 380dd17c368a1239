import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { ExperimentReport } from '../../model/experiment.js';
import { LedgerReader } from '../../model/ledger/index.js';
import { duration } from '../tui/pace.js';
import { type Manifest, readJson, readManifest } from './manifest.js';
import type { OutcomeName } from './result.js';
import { armTable, NAMES } from './summary.js';
import { table } from './table.js';

/** What a run's folder says, also of a run that never came to its end. */
export interface Inspection {
  readonly folder: string;
  readonly manifest: Manifest;
  /** `summary.json`, where the run got that far. */
  readonly summary: unknown;
  /** Of the run's ledger as it stands; null where there is none. */
  readonly ledger: {
    readonly path: string;
    readonly rows: number;
    readonly steps: number;
    readonly root: string;
  } | null;
  readonly files: readonly string[];
}

/** Reads a run's folder. @throws StarlingError where it is none */
export function inspectRun(folder: string): Inspection {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new StarlingError('there is no such folder', {
      code: Exit.usage,
      place: folder,
      hint: 'name the folder of a run, such as runs/default-42-1',
    });
  }
  const manifest = readManifest(folder);
  const summary = join(folder, 'summary.json');
  // Before the ledger is opened: SQLite keeps two helper files beside it while it is read. A lock holds nothing.
  const files = readdirSync(folder)
    .filter((name) => !/^\.lock|-(wal|shm|journal)$/.test(name))
    .sort();
  return {
    folder,
    manifest,
    summary: existsSync(summary) ? readJson(summary, 'the manifest and the ledger are still readable') : null,
    ledger: ledgerOf(folder, manifest),
    files,
  };
}

/** The first that exists: the folder's own, then where the manifest says that it was put. */
function ledgerOf(folder: string, manifest: Manifest): Inspection['ledger'] {
  const path = [join(folder, 'ledger.db'), manifest.ledger?.path].find((path) => path && existsSync(path));
  if (path === undefined) return null;
  // Killed while it was made.
  if (manifest.state === 'running' && statSync(path).size === 0) return null;
  const reader = LedgerReader.open(path);
  try {
    const block = reader.lastBlock();
    return {
      path,
      rows: reader.rows,
      steps: block === undefined ? 0 : block.step + 1,
      root: block?.root ?? '',
    };
  } finally {
    reader.close();
  }
}

/** The same for people. */
export function inspectionText({ folder, manifest, summary, ledger, files }: Inspection): string {
  const { scenario, versions, device } = manifest;
  const name = 'name' in scenario ? String(scenario.name) : '(unnamed)';
  const rows: string[][] = [
    [
      'scenario',
      `${name} (${manifest.scenarioFile}), seed ${manifest.seed}${manifest.arm === null ? '' : `, arm ${manifest.arm}`}`,
    ],
    ['state', state(manifest)],
    ['started', manifest.started],
    ['ended', manifest.ended ?? '–'],
    ['made by', `starling ${versions.starling}, node ${versions.node}, ${versions.platform}`],
    ['device', device === null ? '–' : `${device.name} (${device.description}), kernels ${device.kernels}`],
    ['digest', manifest.digest ?? '–'],
    [
      'ledger',
      ledger === null
        ? '–'
        : `${ledger.rows} rows to step ${ledger.steps}, root ${ledger.root.slice(0, 16)}…`,
    ],
    ['files', files.join(', ')],
  ];
  const { timing, branchedFrom } = manifest;
  if (branchedFrom) rows.splice(1, 0, ['branch', branchText(branchedFrom)]);
  if (timing !== null && 'run_s' in timing) rows.splice(4, 0, ['run time', duration(Number(timing.run_s))]);
  const lines = [folder, '', table(rows.map(([key, value]) => [`${key!.padEnd(10)} ${value}`]))];
  const arms = armsOf(summary);
  if (arms !== undefined) return [...lines, '', armTable(arms)].join('\n');
  const outcome =
    typeof summary === 'object' && summary !== null && 'outcome' in summary ? summary.outcome : null;
  if (typeof outcome === 'object' && outcome !== null) {
    const figures = Object.entries(outcome).map(([key, value]) => [
      NAMES[key as OutcomeName] ?? key,
      typeof value === 'number' ? value.toFixed(3) : '–',
    ]);
    lines.push('', table(figures));
  }
  return lines.join('\n');
}

function branchText({ run, step, changed }: NonNullable<Manifest['branchedFrom']>): string {
  const values = Object.entries(changed).map(([path, value]) => `${path}=${JSON.stringify(value)}`);
  return `of ${run} after ${step} steps${values.length === 0 ? '' : `, with ${values.join(', ')}`}`;
}

/** The arms that a summary tells side by side; undefined where it has none, or one run alone. */
function armsOf(summary: unknown): ExperimentReport['arms'] | undefined {
  if (typeof summary !== 'object' || summary === null || !('arms' in summary)) return undefined;
  const { arms } = summary;
  return typeof arms === 'object' && arms !== null ? (arms as ExperimentReport['arms']) : undefined;
}

function state({ state, error, steps, resumed = 0 }: Manifest): string {
  const again = resumed === 0 ? '' : `, gone on with ${resumed === 1 ? 'once' : `${resumed} times`}`;
  switch (state) {
    case 'running':
      return `running, or stopped without an end (kill, power cut): starling run --resume goes on with it${again}`;
    case 'failed':
      return `failed: ${error}`;
    default:
      return `${steps === null ? state : `${state} after ${steps} steps`}${again}`;
  }
}
