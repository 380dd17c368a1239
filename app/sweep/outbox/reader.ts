import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Exit, StarlingError } from '../../../framework/index.js';
import { onDisk } from '../../run/files.js';
import type { OutboxRecord } from './record.js';

/** Bytes that are read at a time; a longer line is read whole. */
const PIECE = 1 << 20;
const LINE_END = 0x0a;

/** Records of an outbox, and the offset behind them in bytes. */
export interface OutboxPart {
  readonly records: readonly OutboxRecord[];
  readonly offset: number;
}

/**
 * What an outbox holds from an offset on, in parts of about a megabyte, each with the offset to go on from. A last line
 * without its end is left for the next time; an outbox that is not there yet holds nothing.
 *
 * @param offset where an earlier part ended
 * @throws StarlingError for a line that is no record: its place is file and line
 */
export function* readOutbox(path: string, offset = 0): Generator<OutboxPart, void> {
  for (let at = offset; ; ) {
    const lines = linesFrom(path, at);
    if (lines === undefined) return;
    const records: OutboxRecord[] = [];
    for (const { text, start, isTorn } of lines.found) {
      if (text === '') continue;
      const record = parse(text);
      if (record !== undefined) records.push(record);
      else if (!isTorn) throw damaged(path, start);
    }
    at = lines.end;
    yield { records, offset: at };
    if (lines.isAll) return;
  }
}

interface Line {
  readonly text: string;
  /** Its first byte. */
  readonly start: number;
  /** Whether a process left it without its end: an empty line follows. */
  readonly isTorn: boolean;
}

/** Whole lines from an offset on, at least one, and whether these are all; undefined where there is none. */
function linesFrom(path: string, offset: number): { found: Line[]; end: number; isAll: boolean } | undefined {
  for (let size = PIECE; ; size *= 2) {
    const bytes = read(path, offset, size);
    const isAll = bytes.length < size;
    // The byte behind the last line is looked at too: it says whether that line was left torn.
    const last = bytes.lastIndexOf(LINE_END, isAll ? bytes.length - 1 : bytes.length - 2);
    if (last >= 0) return { found: split(bytes, last, offset), end: offset + last + 1, isAll };
    if (isAll) return undefined;
  }
}

function split(bytes: Buffer, last: number, offset: number): Line[] {
  const found: Line[] = [];
  for (let start = 0; start <= last; ) {
    const end = bytes.indexOf(LINE_END, start);
    const isTorn = bytes[end + 1] === LINE_END;
    found.push({ text: bytes.toString('utf8', start, end), start: offset + start, isTorn });
    start = end + 1;
  }
  return found;
}

function read(path: string, offset: number, size: number): Buffer {
  return onDisk(path, () => {
    let file: number;
    try {
      file = openSync(path, 'r');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
    try {
      // No more than there is: a shard that is looked at many times a second has mostly said little.
      const there = Math.max(0, Math.min(size, fstatSync(file).size - offset));
      const bytes = Buffer.allocUnsafe(there);
      let length = 0;
      for (let got = -1; got !== 0 && length < there; length += got)
        got = readSync(file, bytes, length, there - length, offset + length);
      return bytes.subarray(0, length);
    } finally {
      closeSync(file);
    }
  });
}

const KINDS: ReadonlySet<unknown> = new Set(['began', 'rows', 'succeeded', 'failed', 'drained']);

/** A record, or undefined for a text that is none. */
function parse(text: string): OutboxRecord | undefined {
  try {
    const record = JSON.parse(text) as OutboxRecord;
    const isOne =
      KINDS.has(record.kind) && typeof record.key === 'string' && Number.isSafeInteger(record.attempt);
    return isOne ? record : undefined;
  } catch {
    return undefined;
  }
}

function damaged(path: string, start: number): StarlingError {
  const before = read(path, 0, start);
  let line = 1;
  for (let at = before.indexOf(LINE_END); at >= 0; at = before.indexOf(LINE_END, at + 1)) line++;
  return new StarlingError('the line is no record of a shard: it was damaged', {
    code: Exit.failure,
    place: `${path}:${line}`,
    hint: 'Cut the file before that line and resume the sweep: what came after is run again.',
  });
}
