import { deflateRawSync } from 'node:zlib';
import { crc32 } from './crc32.js';

/** A file of an archive. */
export interface ZipEntry {
  /** With slashes, relative. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether it may be executed. */
  readonly runs: boolean;
}

/** 1 January 1980, the first day that the format knows: an archive is a function of its files alone. */
const DATE = (1 << 5) | 1;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const UNIX = 3;

/**
 * A zip archive of files, in the order in which they are given (PKWARE's APPNOTE 6.3, without Zip64: up to 65,535 files and
 * 4 GiB).
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, runs } of entries) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(bytes, { level: 9 });
    const shared = about(bytes, packed.length, path.length);
    const local = Buffer.concat([record(0x04034b50, 30, [[4, shared]]), path, packed]);
    directory.push(
      record(0x02014b50, 46, [
        [4, Buffer.of(20, UNIX)],
        [6, shared],
        [38, uint32(((runs ? 0o100755 : 0o100644) << 16) >>> 0)],
        [42, uint32(at)],
      ]),
      path,
    );
    files.push(local);
    at += local.length;
  }
  const end = record(0x06054b50, 22, []);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** What both records of a file say of it, from "version needed" to "extra field length": 26 bytes. */
function about(bytes: Uint8Array, packed: number, path: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(path, 22);
  return fields;
}

function record(signature: number, length: number, parts: readonly (readonly [number, Buffer])[]): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUInt32LE(signature);
  for (const [at, part] of parts) part.copy(buffer, at);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
