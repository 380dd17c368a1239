import { createHash } from 'node:crypto';
import type { JsonValue } from '../canonical.js';
import { arrayTypeOf, bytesOf, type SavedArray } from './arrays.js';

/** What a model is at one moment, or anything else that was taken down: plain JSON beside its typed arrays. */
export interface State {
  /** Lists, texts, finite numbers, true, false and null; no objects, so it has one spelling. */
  readonly tree: JsonValue;
  /** The model's own, not copies: they hold what they hold until the model goes on. */
  readonly arrays: readonly SavedArray[];
}

/**
 * SHA-256 of a state, 64 hexadecimal digits: over the JSON of its tree and, for each array, of its class, its length
 * and the SHA-256 of its bytes.
 */
export function digestOf({ tree, arrays }: State): string {
  const told = arrays.map((array) => [
    arrayTypeOf(array)!,
    array.length,
    createHash('sha256').update(bytesOf(array)).digest('hex'),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([tree, told]))
    .digest('hex');
}
