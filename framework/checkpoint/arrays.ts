/** Typed arrays that a checkpoint holds, by the names of their classes. */
const TYPES = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;

export type SavedArrayType = keyof typeof TYPES;
export type SavedArray = InstanceType<(typeof TYPES)[SavedArrayType]>;

/** The class of a typed array; undefined for anything else, a `Buffer` and a `DataView` included. */
export function arrayTypeOf(value: object): SavedArrayType | undefined {
  const name = Object.getPrototypeOf(value)?.constructor?.name as string;
  return Object.hasOwn(TYPES, name) && value instanceof TYPES[name as SavedArrayType]
    ? (name as SavedArrayType)
    : undefined;
}

/** Zeros. Undefined for a class that isn't known. */
export function newArray(type: string, length: number): SavedArray | undefined {
  return Object.hasOwn(TYPES, type) ? new TYPES[type as SavedArrayType](length) : undefined;
}

/** The bytes behind a typed array: a window, not a copy. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: SavedArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
