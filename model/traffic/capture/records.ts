import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Exit, StarlingError } from '../../../framework/errors.js';

const CHUNK = 4 << 20;
const MAX_RECORD = 1 << 20;
const LF = 10;
const CR = 13;
const QUOTE = 34;

/** What is wrong with an input file: always exit code 2, always `file:line` and a remedy. */
export function fileError(
  file: string,
  line: number | undefined,
  message: string,
  hint: string,
): StarlingError {
  return new StarlingError(message, {
    code: Exit.usage,
    hint,
    place: line === undefined ? file : `${file}:${line}`,
  });
}

/**
 * Hands every record of a CSV file (RFC 4180, UTF-8, comma) to `onRecord` with the line it starts or ends on.
 * Reads in chunks, so memory does not grow with the file. Blank lines are skipped, a byte-order mark is dropped,
 * line ends may be LF, CRLF or CR.
 *
 * @throws StarlingError (exit code 2) when the file cannot be read or is not CSV.
 */
export function readRecords(file: string, onRecord: (fields: string[], line: number) => void): void {
  const descriptor = open(file);
  try {
    let rest: Buffer = Buffer.alloc(0);
    let line = 1;
    for (let first = true; ; first = false) {
      const chunk = read(descriptor, file);
      const last = chunk.length === 0;
      let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (first && data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) data = data.subarray(3);
      const end = last ? data.length : recordsEnd(data);
      if (data.length - end > MAX_RECORD && !last) throw tooLong(file, line + linesIn(data, end));
      line = parseChunk(file, data.subarray(0, end), line, onRecord);
      if (last) return;
      rest = data.subarray(end);
    }
  } finally {
    closeSync(descriptor);
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw fileError(file, undefined, 'There is no such file.', 'Check the path.');
    throw fileError(
      file,
      undefined,
      `The file cannot be opened (${code}).`,
      'Check the path and its permissions.',
    );
  }
}

function read(descriptor: number, file: string): Buffer {
  try {
    const stat = fstatSync(descriptor);
    const buffer = Buffer.allocUnsafe(stat.isFile() ? Math.min(CHUNK, stat.size + 1) : CHUNK);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, null));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EISDIR')
      throw fileError(file, undefined, 'This is a folder, not a CSV file.', 'Name a file in it.');
    throw fileError(
      file,
      undefined,
      `The file cannot be read (${code}).`,
      'Check the path and its permissions.',
    );
  }
}

/** Where the last complete record of a chunk ends: after a line end that no quote spans. */
function recordsEnd(data: Buffer): number {
  let end = 0;
  let quoted = false;
  for (let i = 0; i < data.length; i++) {
    const byte = data[i]!;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === LF) end = i + 1;
    // A carriage return at the very end may be the first half of a CRLF.
    else if (byte === CR && i + 1 < data.length && data[i + 1] !== LF) end = i + 1;
  }
  return end;
}

function linesIn(data: Buffer, end: number): number {
  let lines = 0;
  for (let i = 0; i < end; i++) if (data[i] === LF || (data[i] === CR && data[i + 1] !== LF)) lines++;
  return lines;
}

/** Where the first line starts that is not UTF-8. */
function badLine(data: Buffer): number {
  let start = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== LF && data[i] !== CR) continue;
    if (!isUtf8(data.subarray(start, i))) return start;
    start = i + 1;
  }
  return start;
}

function tooLong(file: string, line: number): StarlingError {
  return fileError(
    file,
    line,
    'A record is longer than 1 MiB.',
    'A quote that is never closed reads like this, and so does a file that is not CSV.',
  );
}

/** Parses one chunk of whole records; returns the number of the line that follows it. */
function parseChunk(
  file: string,
  data: Buffer,
  line: number,
  onRecord: (fields: string[], line: number) => void,
): number {
  const zero = data.indexOf(0);
  if (zero >= 0) {
    throw fileError(
      file,
      line + linesIn(data, zero),
      'A NUL byte: this is not a UTF-8 text file.',
      'Save it as CSV in UTF-8 (UTF-16, spreadsheets and archives are not read).',
    );
  }
  if (!isUtf8(data)) {
    throw fileError(
      file,
      line + linesIn(data, badLine(data)),
      'A byte that is not UTF-8.',
      'Save it as CSV in UTF-8 (from Latin-1: iconv -f LATIN1 -t UTF-8).',
    );
  }
  if (data.includes(QUOTE)) return parseQuoted(file, data, line, onRecord);
  // Without quotes every line is a record and every comma parts two fields: several times faster than a full parser.
  const lines = data.toString('utf8').split(/\r\n|\n|\r/);
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]!;
    if (text === '') continue;
    if (text.length > MAX_RECORD) throw tooLong(file, line + i);
    onRecord(text.split(','), line + i);
  }
  return line + lines.length - 1;
}

function parseQuoted(
  file: string,
  data: Buffer,
  line: number,
  onRecord: (fields: string[], line: number) => void,
): number {
  try {
    parse(data, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD,
      on_record: (fields: string[], context) => {
        onRecord(fields, line + context.lines - 1);
        return null;
      },
    });
  } catch (cause) {
    if (cause instanceof StarlingError) throw cause;
    const { code, lines, message } = cause as { code?: string; lines?: number; message: string };
    if (code === undefined) throw cause;
    if (code === 'CSV_MAX_RECORD_SIZE') throw tooLong(file, line + (lines ?? 1) - 1);
    throw fileError(
      file,
      line + (lines ?? 1) - 1,
      `Not valid CSV: ${message.replace(/ at line \d+/, '')}.`,
      'A field with a quote in it is written in quotes, its own quotes doubled (RFC 4180).',
    );
  }
  return line + linesIn(data, data.length);
}
