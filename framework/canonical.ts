import { StarlingError } from './errors.js';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
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
  return write(value, '$', 0);
}

function write(value: unknown, path: string, depth: number): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refusal(`${value} is not a finite number`, path);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw refusal(`${typeof value} has no JSON form`, path);
  if (depth >= MAX_DEPTH) throw refusal(`nested deeper than ${MAX_DEPTH}, or cyclic`, path);
  if (Array.isArray(value)) {
    // Not map(): it would pass over the holes of a sparse array.
    let text = '';
    for (let i = 0; i < value.length; i++)
      text += (i > 0 ? ',' : '') + write(value[i], `${path}[${i}]`, depth + 1);
    return `[${text}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw refusal('an instance of a class has no canonical JSON form', path);
  const fields = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(fields).sort())
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${write(fields[key], `${path}.${key}`, depth + 1)}`;
  return `{${text}}`;
}

function refusal(what: string, path: string): StarlingError {
  return new StarlingError(`Cannot write canonical JSON: ${what}.`, {
    place: path,
    hint: 'Use null where there is no value.',
  });
}
