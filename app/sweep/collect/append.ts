import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** What became of bytes: they are there now; bytes before them are missing; or others stand in their place. */
export type Appended = 'there' | 'gap' | 'others';

/** Puts bytes into a file from an offset on; what is there of them already stays, and nothing else is written over. */
export function appendAt(path: string, offset: number, bytes: Uint8Array): { what: Appended; size: number } {
  const file = openSync(path, 'a+', 0o644);
  try {
    const { size } = fstatSync(file);
    if (offset > size) return { what: 'gap', size };
    const known = Math.min(size - offset, bytes.length);
    if (!readAt(file, offset, known).equals(bytes.subarray(0, known))) return { what: 'others', size };
    for (let at = known; at < bytes.length; ) at += writeSync(file, bytes, at);
    return { what: 'there', size: Math.max(size, offset + bytes.length) };
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0, got = -1; got !== 0 && at < length; at += got)
    got = readSync(file, bytes, at, length - at, offset + at);
  return bytes;
}
