import { canonicalJson, type JsonValue } from '../../framework/canonical.js';
import { sha256Hex } from './hash.js';

/** Hash of what is said, whoever says it: SHA-256 of the canonical JSON, 64 hex digits. Merges equals, finds replays. */
export function contentHash(content: JsonValue): string {
  return sha256Hex(canonicalJson(content));
}

/**
 * Identity of one statement: SHA-256 of the canonical JSON of `{author, content, step}`, 64 hex digits.
 * The same content from another author or another step is another statement.
 */
export function rowId(author: number | null, step: number, content: JsonValue): string {
  return sha256Hex(canonicalJson({ author, content, step }));
}
