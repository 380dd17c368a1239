import crypto from 'node:crypto';

/** SHA-256 of bytes, or of a string's UTF-8 bytes, in hexadecimal: 64 lower-case digits. */
export const sha256Hex: (data: string | Uint8Array) => string =
  typeof crypto.hash === 'function'
    ? (data) => crypto.hash('sha256', data, 'hex') // one call, no hash object; Node 20.12 and later
    : (data) => crypto.createHash('sha256').update(data).digest('hex');

/** The same as 32 bytes. (By way of hexadecimal: Node is slower when asked for bytes.) */
export function sha256(data: string | Uint8Array): Buffer {
  return Buffer.from(sha256Hex(data), 'hex');
}

/** Leaf of a Merkle tree: SHA-256(0x00 ‖ data), RFC 6962 section 2.1. A string counts by its UTF-8 bytes. */
export function leafHash(data: string | Uint8Array): Buffer {
  return typeof data === 'string' ? sha256(`\u0000${data}`) : sha256(Buffer.concat([LEAF, data]));
}

/** Inner node of a Merkle tree: SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1. Both 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  scratch.set(left, 1);
  scratch.set(right, 33);
  return sha256(scratch);
}

const LEAF = Buffer.of(0);
const scratch = Buffer.alloc(65);
scratch[0] = 1;
