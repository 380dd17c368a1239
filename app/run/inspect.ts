import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { LedgerReader } from '../../model/ledger/index.js';
import { type Manifest, readJson, readManifest } from './manifest.js';

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
