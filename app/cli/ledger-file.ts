import fs from 'node:fs';
import path from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Checkpoint } from '../../model/ledger/index.js';

/** The ledger that a person named, by its run directory or its own file. */
export interface LedgerFile {
  readonly file: string;
  /** What the run's manifest recorded at its end; undefined without a manifest, or where the run did not end. */
  readonly checkpoint: Checkpoint | undefined;
}

/**
 * Finds the ledger of a run directory (ledger.db beside manifest.json, or where the manifest says that it was put), or
 * takes a file as it is.
 */
export function ledgerFile(run: string): LedgerFile {
  const stat = fs.statSync(run, { throwIfNoEntry: false });
  if (stat === undefined) throw unusable('There is no such run or ledger.', run);
  if (!stat.isDirectory()) return { file: run, checkpoint: undefined };
  const own = path.join(run, 'ledger.db');
  const manifestFile = path.join(run, 'manifest.json');
  const ledger = field(manifestIn(manifestFile), 'ledger');
  if (fs.existsSync(own)) return { file: own, checkpoint: checkpointOf(ledger, manifestFile) };
  const elsewhere = field(ledger, 'path');
  if (typeof elsewhere === 'string') {
    if (!fs.existsSync(elsewhere)) {
      throw unusable(
        'The ledger that the manifest names is not there.',
        elsewhere,
        'Bring it back, or name the .db file where it is now.',
      );
    }
    return { file: elsewhere, checkpoint: checkpointOf(ledger, manifestFile) };
  }
  const inside = fs
    .readdirSync(run, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'ledger.db')
    .map((name) => path.join(run, path.dirname(name)))
    .sort();
  throw unusable(
    'The directory holds no ledger.db.',
    run,
    inside.length > 0 ? `Name one of the runs in it: ${inside.slice(0, 5).join(', ')}.` : undefined,
  );
}

function manifestIn(file: string): unknown {
  if (!fs.existsSync(file)) return undefined;
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(
      `The manifest is not JSON: ${(error as Error).message}.`,
      file,
      'Restore it, or name the .db file.',
    );
  }
}

/** A run that has not ended has no rows and no root in its manifest. */
function checkpointOf(ledger: unknown, file: string): Checkpoint | undefined {
  if (ledger === undefined || ledger === null) return undefined;
  const rows = field(ledger, 'rows');
  const root = field(ledger, 'root');
  if (rows === null && root === null) return undefined;
  if (typeof rows === 'number' && Number.isSafeInteger(rows) && typeof root === 'string' && HASH.test(root)) {
    return { rows, root, final: true };
  }
  throw unusable(
    'The manifest has no usable checkpoint: expected ledger.rows (a whole number) and ledger.root (64 hexadecimal digits).',
    file,
    'Restore it, or name the .db file to verify the ledger by itself.',
  );
}

const HASH = /^[0-9a-f]{64}$/;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const unusable = (
  message: string,
  place: string,
  hint = 'Name a run directory that holds ledger.db, or a ledger file.',
): StarlingError => new StarlingError(message, { code: Exit.usage, place, hint });
