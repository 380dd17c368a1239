import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../../framework/canonical.js';

describe('canonical JSON', () => {
  it('sorts keys at every depth and writes no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'x' })).toBe(
      '{"a":"x","b":[1,{"c":true,"d":null}]}',
    );
  });

  it('sorts by UTF-16 code units, as RFC 8785 does in its example', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map(([, digit]) => digit).join('')).toBe('2467153');
  });

  it('reads back as what was written, and is one spelling per value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value as JsonValue);
        const back = JSON.parse(text) as JsonValue;
        expect(back).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(back)).toBe(text);
      }),
    );
  });

  it('writes −0 as 0', () => {
    expect(canonicalJson([-0])).toBe('[0]');
  });

  it.each([
    [{ a: [1, Number.NaN] }, '$.a[1]'],
    [{ a: Number.POSITIVE_INFINITY }, '$.a'],
    [{ a: undefined }, '$.a'],
    [[1n], '$[0]'],
    [{ when: new Date(0) }, '$.when'],
    [new Array(2), '$[0]'],
    [() => 1, '$'],
  ])('refuses %s and says where', (value, place) => {
    expect(() => canonicalJson(value as unknown as JsonValue)).toThrow(
      expect.objectContaining({ name: 'StarlingError', place }),
    );
  });

  it('refuses a cycle', () => {
    const cyclic: JsonValue[] = [];
    cyclic.push(cyclic);
    expect(() => canonicalJson(cyclic)).toThrow(/cyclic/);
  });
});
