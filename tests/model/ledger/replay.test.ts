import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { copyLedger, type Entry, LedgerReader, LedgerWriter } from '../../../model/ledger/index.js';
import { folders } from '../../framework/checkpoint/support.js';

const folder = folders();
const origin = 'replayed';

const entry = (step: number, node: number): Entry => ({
  kind: 'votes',
  step,
  node,
  signature: 'ab',
  payload: { node, step },
});

/** Rows of each step. */
type Steps = readonly number[];

function commit(writer: LedgerWriter, steps: Steps, from = 0): void {
  for (let step = from; step < steps.length; step++) {
    for (let node = 0; node < steps[step]!; node++) writer.append(entry(step, node));
    writer.commit(step);
  }
}

function written(steps: Steps): string {
  const path = join(folder(), 'ledger.db');
  const writer = LedgerWriter.create(path, { origin, synchronous: 'NORMAL' });
  commit(writer, steps);
  writer.close();
  return path;
}

/** All that a ledger holds, and whether it verifies. */
function heldIn(path: string) {
  const reader = LedgerReader.open(path);
  try {
    return { blocks: [...reader.blocks()], rows: [...reader.entries()], findings: reader.verify().findings };
  } finally {
    reader.close();
  }
}

const steps = fc.array(fc.nat(4), { minLength: 1, maxLength: 8 });

describe('a ledger that is gone through once more', () => {
  test('compares what it holds and appends what comes after, from its start or from anywhere', () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(7), (before, after, place) => {
        const [path, whole] = [written(before), written([...before, ...after])];
        const at = place % (before.length + 1);
        const first = LedgerWriter.replay(path, { origin, synchronous: 'NORMAL' });
        commit(first, before.slice(0, at));
        const position = first.save();
        expect(first.isBehind).toBe(at < before.length);
        expect(first.extent.rows).toBe(before.reduce((sum, rows) => sum + rows, 0));
        first.close();
        const second = LedgerWriter.replay(path, { origin, synchronous: 'NORMAL' });
        if (at > 0) second.restore(structuredClone(position));
        commit(second, [...before, ...after], at);
        expect(second.isBehind).toBe(false);
        expect(second.extent).toEqual({ rows: second.rows, root: second.root });
        second.close();
        expect(heldIn(path)).toEqual(heldIn(whole));
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    [
      'another row',
      [entry(1, 0), { ...entry(1, 1), payload: {} }],
      'Row 4 of the ledger (step 1) comes out otherwise than it was written: another content (votes).',
    ],
    [
      'another kind',
      [{ ...entry(1, 0), kind: 'veto' as const }, entry(1, 1)],
      'Row 3 of the ledger (step 1) comes out otherwise than it was written: it is votes, and now would be veto.',
    ],
    [
      'a row less',
      [entry(1, 0)],
      'Row 4 of the ledger (step 1) comes out otherwise than it was written: it is votes, and now would be none.',
    ],
    [
      'a row more',
      [entry(1, 0), entry(1, 1), entry(1, 2)],
      'Row 5 of the ledger (step 1) comes out otherwise than it was written: it is no row, and now would be votes.',
    ],
  ])('names the first row that comes out otherwise, and stays as it is: %s', (_, rows, message) => {
    const path = written([2, 2, 1]);
    const before = heldIn(path);
    const writer = LedgerWriter.replay(path, { origin });
    commit(writer, [2]);
    for (const row of rows) writer.append(row);
    expect(() => writer.commit(1)).toThrow(
      expect.objectContaining({ message, code: Exit.tampered, place: path }),
    );
    writer.close();
    expect(heldIn(path)).toEqual(before);
  });

  test('is not taken for that of another run, nor put where it never was', () => {
    const path = written([1, 2]);
    expect(() => LedgerWriter.replay(path, { origin: 'other' })).toThrow(
      expect.objectContaining({
        message: `The ledger is of another run: its origin is ${origin}.`,
        code: Exit.usage,
      }),
    );
    const other = LedgerWriter.replay(written([3, 2]), { origin });
    commit(other, [3, 2]);
    const writer = LedgerWriter.replay(path, { origin });
    expect(() => writer.restore(other.save())).toThrow(
      'The ledger lacks what it held when the checkpoint was written: 2 blocks, 5 rows.',
    );
    writer.close();
    other.close();
  });

  test('is made where there is none', () => {
    const path = join(folder(), 'ledger.db');
    const writer = LedgerWriter.replay(path, { origin });
    commit(writer, [1, 1]);
    writer.close();
    expect(heldIn(path)).toEqual(heldIn(written([1, 1])));
  });
});

test('the beginning of a ledger is copied block by block, each with its hash', () => {
  fc.assert(
    fc.property(steps, fc.nat(9), (rows, blocks) => {
      const copy = join(folder(), 'ledger.db');
      copyLedger(written(rows), copy, blocks);
      expect(heldIn(copy)).toEqual(heldIn(written(rows.slice(0, blocks))));
    }),
    { numRuns: 20 },
  );
});
