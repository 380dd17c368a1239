import type { JsonObject } from '../../framework/index.js';

/** What a node says about a group of its flagged records. */
export interface Signature {
  /** hash(author, step, content), hex. */
  readonly id: string;
  readonly author: number;
  readonly step: number;
  /** int8 unit vector of norm about 127 in the author's frame. */
  readonly direction: Int8Array;
  /** The features that carry the direction, with sign: +(f + 1) or −(f + 1). */
  readonly pattern: readonly number[];
  /** Records in the group. */
  readonly count: number;
  /** Mean path sum of the group, rounded down; smaller is more anomalous. */
  readonly path: number;
}

/** What the content hash is taken over, and what the ledger holds. */
export const contentOf = (signature: Omit<Signature, 'id'>): JsonObject => ({
  direction: Array.from(signature.direction),
  pattern: [...signature.pattern],
  count: signature.count,
  path: signature.path,
});

/** The fixed order of proposals: score descending, id ascending. */
export const byScore = (a: Signature, b: Signature): number =>
  a.path - b.path || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The features whose share of a direction's squared length is above the average, with sign. */
export function patternOf(direction: Int8Array): number[] {
  let length = 0;
  for (const q of direction) length += q * q;
  const pattern: number[] = [];
  direction.forEach((q, f) => {
    if (q * q * direction.length > length) pattern.push(q > 0 ? f + 1 : -(f + 1));
  });
  return pattern;
}

/** Bytes of a signature on the wire: id, author, step, count, path, direction. */
export const bytesOf = (signature: Signature): number => 32 + 4 + 4 + 4 + 4 + signature.direction.length;
