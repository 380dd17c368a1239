import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sha256 } from '../../framework/collect/sha256.js';

const reference = (pieces: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

const pieces = fc.array(
  fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 80 })),
);

test('hashes as node:crypto does, in any pieces, and can be asked in between', () => {
  fc.assert(
    fc.property(pieces, (given) => {
      const hash = new Sha256();
      given.forEach((piece, i) => {
        hash.update(piece);
        expect(hash.digest()).toBe(reference(given.slice(0, i + 1)));
      });
    }),
  );
});

test('goes on from a saved state, and the first one does too', () => {
  fc.assert(
    fc.property(pieces, pieces, (before, after) => {
      const first = new Sha256();
      for (const piece of before) first.update(piece);
      const second = new Sha256();
      second.restore(structuredClone(first.save()));
      for (const piece of after) {
        first.update(piece);
        second.update(piece);
      }
      expect(second.digest()).toBe(reference([...before, ...after]));
      expect(first.digest()).toBe(second.digest());
    }),
  );
});

test('pads at every length of the last block', () => {
  for (let length = 0; length < 130; length++) {
    const hash = new Sha256();
    const bytes = new Uint8Array(length).fill(length);
    hash.update(bytes);
    expect(hash.digest()).toBe(reference([bytes]));
  }
});

test('refuses what is no state', () => {
  expect(() => new Sha256().restore({ hash: new Int32Array(8), rest: new Uint8Array(3), bytes: 4 })).toThrow(
    'no state of a hash',
  );
});
