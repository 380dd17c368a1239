import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonObject } from '../../../framework/canonical.js';
import { entryText, payloadText } from '../../../model/ledger/entry.js';
import { contentHash, ENTRY_KINDS, type Entry, rowId } from '../../../model/ledger/index.js';
import { entry } from './fixtures.js';

describe('entry', () => {
  it('is hashed as its canonical JSON', () => {
    const entries = fc.record({
      kind: fc.constantFrom(...ENTRY_KINDS),
      step: fc.nat(),
      node: fc.option(fc.nat()),
      signature: fc.option(fc.stringMatching(/^[0-9a-f]{1,64}$/)),
      payload: fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<JsonObject>),
    });
    fc.assert(
      fc.property(entries, (value) => {
        expect(entryText(value, payloadText(value))).toBe(canonicalJson({ ...value }));
      }),
    );
  });

  it.each<[string, object]>([
    ['kind', { kind: 'gossip' }],
    ['kind', { kind: 'votes","node":1,"x":"' }],
    ['step', { step: -1 }],
    ['step', { step: 0.5 }],
    ['node', { node: 1.5 }],
    ['node', { node: undefined }],
    ['node', { node: 3n }],
    ['signature', { signature: 'AB' }],
    ['signature', { signature: '' }],
    ['signature', { signature: 'ab"' }],
    ['payload', { payload: [1] }],
    ['payload', { payload: null }],
  ])('with a wrong %s is refused: %o', (field, wrong) => {
    expect(() => payloadText({ ...entry(), ...wrong } as Entry)).toThrow(
      `A ledger entry is invalid: ${field} is`,
    );
  });
});

describe('identity', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    // printf '{"b":2}' | sha256sum; printf '{"author":7,"content":{"b":2},"step":3}' | sha256sum
    expect(contentHash({ b: 2 })).toBe('0ab1a6d394cd30195f0642b67ae1180c375ffadf5dd7f39c390668b5fdb6da93');
    expect(rowId(7, 3, { b: 2 })).toBe('4f3d322e919987c59cc2dd0b2ff63e9af75a468e3a7075fa2a63e7c01e061ebb');
  });

  it('tells authors, steps and contents apart, not the order of keys', () => {
    const ids = [
      rowId(1, 2, { a: 1, b: 2 }),
      rowId(2, 1, { a: 1, b: 2 }),
      rowId(null, 2, { a: 1, b: 2 }),
      rowId(1, 2, { a: 1 }),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(rowId(1, 2, { b: 2, a: 1 })).toBe(ids[0]);
  });
});
