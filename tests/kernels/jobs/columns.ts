/** Arbitrary columns, with the values that kernels stumble over. */
import fc from 'fast-check';

const list = (count: number, value: fc.Arbitrary<number>) =>
  fc.array(value, { minLength: count, maxLength: count });

export const bytes = (count: number, most = 1): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: count, maxLength: count, max: most });

export const words = (count: number, value: fc.Arbitrary<number>): fc.Arbitrary<Uint32Array> =>
  list(count, value).map((values) => Uint32Array.from(values));

export const halves = (count: number, value: fc.Arbitrary<number>): fc.Arbitrary<Uint16Array> =>
  list(count, value).map((values) => Uint16Array.from(values));

export const integers = (count: number, value: fc.Arbitrary<number>): fc.Arbitrary<Int32Array> =>
  list(count, value).map((values) => Int32Array.from(values));

/** Directions of few kinds, so that many are alike: the norm of a direction, its opposite, both ends of int8, zero. */
export const directions = (rows: number, features: number): fc.Arbitrary<Int8Array> =>
  list(rows * features, fc.constantFrom(0, 0, 127, 126, 90, -90, -127, -128)).map((values) =>
    Int8Array.from(values),
  );

/** A bound that about half of such pairs reach. */
export const bounds = fc.constantFrom(1, 8100, 11_340, 14_516, 16_129, 32_258);
export const keys = fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff));
export const u32 = fc.oneof(fc.nat(9), fc.nat(0xffffffff), fc.constantFrom(0, 0x80000000, 0xffffffff));
