import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LedgerReader, LedgerWriter, votesPayload } from '../../../model/ledger/index.js';
import { entry, inTemporaryFolder } from './fixtures.js';

describe('LedgerWriter', () => {
  it('commits a block per step, also for a step without rows', () =>
    inTemporaryFolder((file) => {
      const writer = LedgerWriter.create(file, { origin: 'test' });
      writer.append(entry({ kind: 'genesis', step: 0 }));
      const first = writer.commit(0);
      const second = writer.commit(1);
      writer.append(
        entry({
          kind: 'votes',
          step: 2,
          node: 1,
          signature: 'ab',
          payload: votesPayload(Uint8Array.of(0, 1, 2, 3, 1)),
        }),
      );
      writer.commit(2);
      expect(second.previous).toBe(first.hash);
      expect(second.root).toBe(first.root);
      expect(second).toMatchObject({ height: 1, step: 1, firstId: 2, lastId: 1 });
      writer.close();
      const reader = LedgerReader.open(file);
      expect(reader.verify().findings).toEqual([]);
      expect([...reader.entries()]).toHaveLength(2);
      expect(reader.votesOf('ab')[0]!.votes).toEqual(Uint8Array.of(0, 1, 2, 3, 1));
      expect(reader.votesBy(2)).toEqual([{ id: 2, step: 2, signature: 'ab', vote: 2 }]);
      reader.close();
      expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    }));
});
