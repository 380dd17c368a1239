import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../../../../../../framework/experiment/engines/ray/package/crc32.js';
import { type ZipEntry, zip } from '../../../../../../framework/experiment/engines/ray/package/zip.js';

/** Reads an archive by its directory, as programs do that unpack it. */
function unzip(archive: Buffer): (ZipEntry & { readonly crc: number })[] {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const entries: (ZipEntry & { readonly crc: number })[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const length = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + length);
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    // What both records say of the file is the same.
    expect(archive.subarray(local + 4, local + 30)).toEqual(archive.subarray(at + 6, at + 32));
    const from = local + 30 + archive.readUInt16LE(local + 26);
    const bytes = inflateRawSync(archive.subarray(from, from + archive.readUInt32LE(at + 20)));
    expect(bytes.length).toBe(archive.readUInt32LE(at + 24));
    const runs = ((archive.readUInt32LE(at + 38) >>> 16) & 0o111) !== 0;
    entries.push({ name, bytes, runs, crc: archive.readUInt32LE(at + 16) });
    at += 46 + length;
  }
  expect(at).toBe(end);
  return entries;
}

test('the check value of CRC-32', () => {
  expect(crc32(Buffer.from('123456789')).toString(16)).toBe('cbf43926');
  expect(crc32(Buffer.alloc(0))).toBe(0);
});

test('what is read from an archive is what was put in, in order', () => {
  const entry = fc.record({
    name: fc.string({ minLength: 1, unit: 'grapheme' }),
    bytes: fc.uint8Array({ maxLength: 300 }),
    runs: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), (given) => {
      expect(unzip(zip(given))).toEqual(
        given.map(({ name, bytes, runs }) => ({ name, bytes: Buffer.from(bytes), runs, crc: crc32(bytes) })),
      );
    }),
  );
});
