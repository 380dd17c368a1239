import { Exit, StarlingError } from '../../framework/errors.js';
import { LedgerReader } from './reader.js';
import { LedgerWriter } from './writer.js';

/**
 * Copies the beginning of a ledger into a new file: the blocks up to a height, as many as there are. Each comes out with
 * the hash that it had.
 *
 * @throws StarlingError (exit code 5) for a ledger that was changed
 */
export function copyLedger(from: string, to: string, blocks: number): void {
  const reader = LedgerReader.open(from);
  try {
    const writer = LedgerWriter.create(to, { origin: reader.origin, synchronous: 'NORMAL' });
    try {
      for (const block of reader.blocks()) {
        if (block.height >= blocks) break;
        const limit = block.lastId - block.firstId + 1;
        const rows = limit === 0 ? [] : reader.entries({ after: block.firstId - 1, limit });
        for (const { kind, step, node, signature, payload } of rows)
          writer.append({ kind, step, node, signature, payload });
        if (writer.commit(block.step).hash === block.hash) continue;
        throw new StarlingError(`Block ${block.height} of the ledger does not give its hash.`, {
          code: Exit.tampered,
          place: from,
          hint: 'Run "starling ledger verify" on it.',
        });
      }
    } finally {
      writer.close();
    }
  } finally {
    reader.close();
  }
}
