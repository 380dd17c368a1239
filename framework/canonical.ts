import { StarlingError } from './errors.js';

/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** A plain object of such values; the order of its keys says nothing. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

const MAX_DEPTH = 256;

/**
 * JSON text with one spelling per value: keys sorted by UTF-16 code units, no white space, −0 written as 0
 * (the rules of RFC 8785).
 *
 * @throws StarlingError for what JSON cannot hold exactly: undefined, functions, bigint, numbers that are not finite,
 * instances of classes, and nesting deeper than 256 (a cycle, most likely). The error's place is the path to it.
 */
export function canonicalJson(value: JsonValue): string {
  const trail: (string | number)[] = [];
  try {
    return write(value, trail);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StarlingError(`Cannot write canonical JSON: ${error.message}.`, {
      place: `$${trail.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`,
      hint: 'Use null where there is no value.',
    });
  }
}

class Refusal extends Error {}

/** `trail` holds the keys on the way to the value; after a refusal it says where that was. */
function write(value: unknown, trail: (string | number)[]): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Refusal(`${value} is not a finite number`);
    return value === 0 ? '0' : String(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') throw new Refusal(`${typeof value} has no JSON form`);
  if (trail.length >= MAX_DEPTH) throw new Refusal(`nested deeper than ${MAX_DEPTH}, or cyclic`);
  return Array.isArray(value) ? writeArray(value, trail) : writeObject(value, trail);
}

function writeArray(values: readonly unknown[], trail: (string | number)[]): string {
  let text = '[';
  // Not map(): it would pass over the holes of a sparse array.
  for (let i = 0; i < values.length; i++) {
    trail.push(i);
    text += i === 0 ? write(values[i], trail) : `,${write(values[i], trail)}`;
    trail.pop();
  }
  return `${text}]`;
}

function writeObject(value: object, trail: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Refusal('an instance of a class has no canonical JSON form');
  const fields = value as Record<string, unknown>;
  let text = '{';
  for (const key of Object.keys(fields).sort()) {
    trail.push(key);
    text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${write(fields[key], trail)}`;
    trail.pop();
  }
  return `${text}}`;
}
