import fs from 'node:fs';
import { LedgerWriter, votesPayload } from '../../../model/ledger/index.js';

/** What the child says once a step is durable. */
export interface Acknowledgement {
  readonly step: number;
  readonly rows: number;
  readonly root: string;
}

/** Rows that a step has, some none. */
export const rowsOfStep = (step: number): number => (step * 7919) % 83;

/** Appends steps to a ledger, new or left by a predecessor, and tells the parent of each, until it is killed. */
export async function appendSteps(file: string): Promise<void> {
  process.on('disconnect', () => process.exit());
  const writer = fs.existsSync(file)
    ? LedgerWriter.open(file)
    : LedgerWriter.create(file, { origin: 'kill' });
  for (let step = writer.blocks; ; step += 1) {
    for (let i = 0; i < rowsOfStep(step); i += 1) {
      const payload = { ...votesPayload(Uint8Array.of(i % 4, step % 4, 1)), i };
      writer.append({ kind: 'votes', step, node: i, signature: 'ab', payload });
    }
    writer.commit(step);
    await new Promise((resolve) => process.send?.({ step, rows: writer.rows, root: writer.root }, resolve));
  }
}
