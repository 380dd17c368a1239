import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Entry } from '../../../model/ledger/index.js';

/** Runs a test with the path of a ledger that does not exist yet, in a folder of its own. */
export function inTemporaryFolder(test: (file: string, folder: string) => void): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'starling-ledger-'));
  try {
    test(path.join(folder, 'ledger.db'), folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export function entry(fields: Partial<Entry> = {}): Entry {
  return { kind: 'signature', step: 0, node: null, signature: null, payload: {}, ...fields };
}
