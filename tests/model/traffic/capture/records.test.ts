import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../../model/traffic/capture/index.js';
import { refusal, temporaryFolder } from './folder.js';

const folder = temporaryFolder();

function records(content: string | Uint8Array): { fields: string[]; line: number }[] {
  const found: { fields: string[]; line: number }[] = [];
  readRecords(folder.write('records.csv', content), (fields, line) => found.push({ fields, line }));
  return found;
}
const fields = (content: string) => records(content).map((record) => record.fields);

describe('records of a CSV file', () => {
  test.each([
    ['LF', 'a,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no end of the last line', 'a,b\n1,2'],
    ['blank lines', '\na,b\n\n\n1,2\n\n'],
    ['a byte-order mark', '\uFEFFa,b\n1,2\n'],
    ['a byte-order mark and quotes', '\uFEFF"a","b"\r\n"1",2\r\n'],
  ])('%s', (_, content) => {
    expect(fields(content)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('quotes hold commas, line ends and doubled quotes', () => {
    expect(fields('a,b\n"x,y","say ""hi""\nthere"\n')).toEqual([
      ['a', 'b'],
      ['x,y', 'say "hi"\nthere'],
    ]);
  });

  test('an empty file has no record', () => {
    expect(records('')).toEqual([]);
  });

  test('lines are counted as an editor counts them', () => {
    expect(records('a\n\nb\r\nc\rd').map(({ line }) => line)).toEqual([1, 3, 4, 5]);
  });

  test('files longer than a chunk lose and split nothing', () => {
    const line = (i: number) => `${i},${'x'.repeat(80)}`;
    const rows = 60_000;
    const plain = records(Array.from({ length: rows }, (_, i) => line(i)).join('\n'));
    const quoted = records(
      Array.from({ length: rows }, (_, i) => `"${line(i).replace(',', '","')}"`).join('\r\n'),
    );
    for (const found of [plain, quoted]) {
      expect(found).toHaveLength(rows);
      expect(found.every((record, i) => record.line === i + 1 && record.fields[0] === String(i))).toBe(true);
    }
  });

  test('reading quotes or plain lines is the same to the reader', () => {
    const field = fc.stringMatching(/^[a-z0-9 .;:-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (table) => {
        const plain = table.map((row) => row.join(',')).join('\n');
        const quoted = table.map((row) => row.map((value) => `"${value}"`).join(',')).join('\n');
        expect(records(quoted)).toEqual(records(plain));
        expect(fields(plain)).toEqual(table);
      }),
    );
  });
});

describe('what is no CSV is refused with its line', () => {
  test.each([
    ['a quote inside a field', 'a,b\n1,x"y\n', ':2', 'Quote'],
    ['text after a closing quote', 'a,b\n"1"x,2\n', ':2', 'Quote'],
    ['a NUL byte', 'a,b\n1,2\n3,\0\n', ':3', 'NUL'],
    ['a record without end', `a,b\n1,"${'x,y\n'.repeat(2_000_000)}`, ':2', '1 MiB'],
    ['a field without end', `a,b\n1,${'x'.repeat(3_000_000)}`, ':2', '1 MiB'],
    ['Latin-1', Buffer.from('a,b\r\n1,2\r\n\xe9,3\r\n4,5\r\n', 'latin1'), ':3', 'UTF-8'],
    ['Latin-1 in the last line', Buffer.from('a,b\n1,\xe9', 'latin1'), ':2', 'UTF-8'],
    ['Latin-1 in quotes', Buffer.from('a,b\n"1","\xe9"\n', 'latin1'), ':2', 'UTF-8'],
    ['half a character', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xe2, 0x82, 0x0a]), ':2', 'UTF-8'],
    ['UTF-16', Buffer.from('a,b\n1,2\n', 'utf16le'), ':1', 'NUL'],
  ])('%s', (_, content, line, message) => {
    const error = refusal(() => records(content));
    expect(error.place.endsWith(line)).toBe(true);
    expect(error.message).toContain(message);
  });

  test('a quote that is never closed names a line', () => {
    expect(refusal(() => records('a,b\n1,"2\n3,4\n')).place).toMatch(/:\d+$/);
  });

  test('a missing file, a folder', () => {
    expect(refusal(() => readRecords(`${folder.path}/none.csv`, () => {})).message).toContain('no such file');
    expect(refusal(() => readRecords(folder.path, () => {})).message).toContain('folder');
  });
});
