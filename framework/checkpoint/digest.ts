import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical.js';
import { StarlingError } from '../errors.js';
import type { Model } from '../model/index.js';
import { digestOf } from './state.js';
import { stateOf } from './take.js';

/** SHA-256 over the canonical JSON of `{collected, state}`: digests of rows and state, null where it can't be kept. */
export function digestOfRun(model: Model, collected: string): string {
  return createHash('sha256')
    .update(canonicalJson({ collected, state: stateDigest(model) }))
    .digest('hex');
}

function stateDigest(model: Model): string | null {
  try {
    return digestOf(stateOf(model));
  } catch (error) {
    if (error instanceof StarlingError) return null;
    throw error;
  }
}
