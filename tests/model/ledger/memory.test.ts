import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ledger, LedgerWriter, MemoryLedger } from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

/** Rows of each step. */
const steps = fc.array(
  fc.array(fc.record({ count: fc.nat(9), node: fc.option(fc.nat(3)) }), { maxLength: 6 }),
  {
    maxLength: 12,
  },
);

describe('MemoryLedger', () => {
  it('has the blocks, the root and the rows of a ledger in a file', () => {
    fc.assert(
      fc.property(steps, (all) =>
        inTemporaryFolder((file) => {
          const written = LedgerWriter.create(file, { origin: 'test', synchronous: 'NORMAL' });
          const kept = new MemoryLedger('test');
          const both: Ledger[] = [written, kept];
          for (const [step, rows] of all.entries()) {
            for (const { count, node } of rows) {
              const [leaf, same] = both.map((ledger) =>
                ledger.append(entry({ step, node, payload: { count } })),
              );
              expect(same).toBe(leaf);
            }
            const [block, same] = both.map((ledger) => ledger.commit(step));
            expect(same).toEqual(block);
          }
          expect(kept.extent).toEqual(written.extent);
          expect(kept.save()).toEqual(written.save());
          const [reader, look] = both.map((ledger) => ledger.read());
          for (const after of [0, 1, written.rows - 1, written.rows])
            for (const limit of [1, 3, 100])
              expect([...look!.entries({ after, limit })]).toEqual([...reader!.entries({ after, limit })]);
          for (const ledger of both) ledger.close();
          reader!.close();
        }),
      ),
      { numRuns: 15 },
    );
  });

  it('is another under another name', () => {
    const [one, other] = ['one', 'other'].map((origin) => new MemoryLedger(origin).commit(0));
    expect(one!.hash).not.toBe(other!.hash);
  });

  it('keeps the last 512 rows', () => {
    const ledger = new MemoryLedger('test');
    for (let step = 0; step < 3; step++) {
      for (let i = 0; i < [10, 600, 5][step]!; i++) ledger.append(entry({ step, payload: { i } }));
      ledger.commit(step);
    }
    const rows = [...ledger.read().entries({ after: 0, limit: 1000 })];
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 512 }, (_, i) => 104 + i));
    expect(rows.at(-1)).toMatchObject({ step: 2, payload: { i: 4 } });
    expect(rows[0]).toMatchObject({ step: 1, payload: { i: 93 } });
  });

  it('refuses what a file refuses', () => {
    const ledger = new MemoryLedger('test');
    ledger.commit(4);
    expect(() => ledger.commit(3)).toThrow('expected a whole number of at least 4');
    ledger.append(entry({ step: 5 }));
    expect(() => ledger.commit(6)).toThrow('an entry of kind signature carries step 5');
    expect(() => ledger.append(entry({ node: -1 }))).toThrow('node is -1');
    expect(ledger.commit(5)).toMatchObject({ firstId: 1, lastId: 1 });
  });

  it('goes on from where it was saved', () => {
    const [straight, first, second] = ['', '', ''].map(() => new MemoryLedger('test'));
    for (let step = 0; step < 6; step++) {
      const ledgers = step < 3 ? [straight!, first!] : [straight!, second!];
      if (step === 3) second!.restore(first!.save());
      for (const ledger of ledgers) {
        ledger.append(entry({ step, payload: { step } }));
        ledger.commit(step);
      }
    }
    expect(second!.save()).toEqual(straight!.save());
  });
});
