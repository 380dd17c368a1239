import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { refuse } from './problems.js';

/** Largest scenario or configuration file that is read, in bytes. */
const MOST_BYTES = 1 << 20;

/**
 * Reads a small UTF-8 text file.
 * @throws InvalidInput where it is missing, no regular file, too large, binary, or not UTF-8: with place and remedy.
 */
export function readText(file: string): string {
  const bytes = readBytes(file);
  if (
    bytes.length >= 2 &&
    ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
  ) {
    refuse(`${file}:1:1`, 'the file is UTF-16, expected UTF-8 text', 'save it as UTF-8');
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    refuse(at(file, bytes, zero), 'a NUL byte: the file is binary, expected YAML text', 'name a .yaml file');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(
      at(file, bytes, firstInvalid(bytes)),
      'bytes that are not UTF-8, expected UTF-8 text',
      'save the file as UTF-8',
    );
  }
}

function readBytes(file: string): Uint8Array {
  if (file.includes('\0'))
    refuse('file name', 'the name holds a NUL character', 'name an existing .yaml file');
  let handle: number | undefined;
  try {
    // Non-blocking, so that a pipe without a writer does not hang here.
    handle = openSync(file, 0x800 /* O_NONBLOCK, ignored where unknown */);
    const stat = fstatSync(handle);
    if (stat.isDirectory()) refuse(file, 'this is a folder, expected a YAML file', `name a file in it`);
    if (!stat.isFile()) refuse(file, 'this is no regular file, expected a YAML file', 'name a regular file');
    if (stat.size > MOST_BYTES) {
      refuse(file, `the file has ${stat.size} bytes, at most ${MOST_BYTES} are read`, 'name a smaller file');
    }
    const bytes = new Uint8Array(stat.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(handle, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || typeof error.code !== 'string') throw error;
    const reasons: Record<string, string> = {
      ENOENT: 'no such file',
      EACCES: 'no permission to read it',
      ENOTDIR: 'a part of the path is a file, not a folder',
      EISDIR: 'this is a folder, expected a YAML file',
      ENAMETOOLONG: 'the name is too long',
      ELOOP: 'links that go in a circle',
    };
    return refuse(
      file,
      reasons[error.code] ?? `it cannot be read (${error.code})`,
      'name a readable .yaml file',
    );
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function at(file: string, bytes: Uint8Array, offset: number): string {
  let line = 1;
  let start = 0;
  for (let i = 0; i < offset; i++) {
    if (bytes[i] === 10) {
      line++;
      start = i + 1;
    }
  }
  return `${file}:${line}:${offset - start + 1}`;
}

/** Offset of the first byte at which the text stops being UTF-8, by bisection: a prefix decodes as a stream or not. */
function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = (good + bad) >>> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle + 1), { stream: true });
      good = middle + 1;
    } catch {
      bad = middle;
    }
  }
  return Math.min(good, Math.max(0, bytes.length - 1));
}
