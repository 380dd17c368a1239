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

/** Finds the ledger of a run directory (ledger.db beside manifest.json), or takes a file as it is. */
export function ledgerFile(run: string): LedgerFile {
  const stat = fs.statSync(run, { throwIfNoEntry: false });
  if (stat === undefined) throw unusable('There is no such run or ledger.', run);
  if (!stat.isDirectory()) return { file: run, checkpoint: undefined };
  const file = path.join(run, 'ledger.db');
  if (fs.existsSync(file)) return { file, checkpoint: manifestCheckpoint(path.join(run, 'manifest.json')) };
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

function manifestCheckpoint(file: string): Checkpoint | undefined {
  if (!fs.existsSync(file)) return undefined;
  let manifest: unknown;
  try {
    manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(
      `The manifest is not JSON: ${(error as Error).message}.`,
      file,
      'Restore it, or name the .db file.',
    );
  }
  const ledger = field(manifest, 'ledger');
  if (ledger === undefined || ledger === null) return undefined;
  const rows = field(ledger, 'rows');
  const root = field(ledger, 'root');
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
