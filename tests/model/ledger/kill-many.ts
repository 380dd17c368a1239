import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { LedgerReader } from '../../../model/ledger/index.js';
import { type Acknowledgement, rowsOfStep } from './kill-steps.js';

const CHILD = fileURLToPath(new URL('./kill-child.mjs', import.meta.url));

/**
 * Has child processes append to one ledger, each going on where the one before was killed, and looks after each
 * SIGKILL: no acknowledged step is lost, every step is whole, all verifies.
 *
 * @param acknowledgements For each child, how many steps it acknowledges before it is killed; it works on meanwhile.
 */
export async function killAndLook(file: string, acknowledgements: readonly number[]): Promise<void> {
  let blocks = 0;
  for (const count of acknowledgements) {
    const last = await appendUntilKilled(file, count);
    expect(last.step).toBeGreaterThanOrEqual(blocks + count - 1);

    const reader = LedgerReader.open(file);
    const { findings, rows, blocks: found } = reader.verify({ rows: last.rows, root: last.root });
    expect(findings).toEqual([]);
    expect(found).toBeGreaterThan(last.step);
    let expected = 0;
    for (const block of reader.blocks()) {
      expect(block.lastId - block.firstId + 1).toBe(rowsOfStep(block.step));
      expected += rowsOfStep(block.step);
    }
    expect(rows).toBe(expected);
    reader.close();
    blocks = found;
  }
}

/** The last acknowledgement that came before the child was gone. */
async function appendUntilKilled(file: string, count: number): Promise<Acknowledgement> {
  const child = fork(CHILD, [file], { execArgv: [] });
  let last: Acknowledgement | undefined;
  let heard = 0;
  child.on('message', (message) => {
    last = message as Acknowledgement;
    heard += 1;
    if (heard === count) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return last!;
}
