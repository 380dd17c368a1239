import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable, type TableRequest } from '../../../../model/traffic/capture/index.js';
import { refusal, temporaryFolder } from './folder.js';

const folder = temporaryFolder();
const table = (content: string | Uint8Array, request: TableRequest) =>
  readTable(folder.write('t.csv', content), request);
const numeric: TableRequest = { otherNumbers: { except: [] } };

describe('a table', () => {
  test('reads numbers and texts, an empty number is 0', () => {
    const { rows, names, numbers, texts } = table('t,host,x\n1.5,a,-2e3\n2,b,\n3,a, .5 \n', {
      numbers: ['t', 'x'],
      texts: ['host', 't'],
    });
    expect([rows, names]).toEqual([3, ['t', 'host', 'x']]);
    expect([...numbers.get('t')!]).toEqual([1.5, 2, 3]);
    expect([...numbers.get('x')!]).toEqual([-2000, 0, 0.5]);
    const host = texts.get('host')!;
    expect([...host.codes].map((code) => host.words[code])).toEqual(['a', 'b', 'a']);
    expect(texts.get('t')!.words).toEqual(['1.5', '2', '3']);
  });

  test('a column is numeric when its first value is', () => {
    const { numbers } = table('a,b,c,d,e\n,x,0x1F,,nil\n1,2,3,,4\n', numeric);
    expect([...numbers.keys()]).toEqual(['a', 'd']);
  });

  test('a header may be given', () => {
    const { numbers, rows } = table('1,2\n3,4\n', { names: ['a', 'b'], numbers: ['b'] });
    expect([rows, ...numbers.get('b')!]).toEqual([2, 2, 4]);
  });

  test('many rows', () => {
    const rows = 10_000;
    const { numbers } = table(`x\n${Array.from({ length: rows }, (_, i) => i).join('\n')}`, numeric);
    expect(numbers.get('x')).toEqual(Float64Array.from({ length: rows }, (_, i) => i));
  });
});

describe('a malformed table is refused with place, column and remedy', () => {
  test.each<[string, string, TableRequest, string, RegExp]>([
    ['empty file', '', numeric, ':1', /empty/],
    ['blank file', '\n\n', numeric, ':1', /empty/],
    ['header only', 'a,b\n', numeric, ':1', /no rows/],
    ['too few fields', 'a,b\n1,2\n3\n', numeric, ':3', /1 fields.*2 columns/],
    ['too many fields', 'a,b\n1,2,3\n', numeric, ':2', /3 fields.*2 columns/],
    ['text in a numeric column', 'a,b\n1,2\n3,four\n', numeric, ':3', /"b" holds "four"/],
    ['text in a named column', 'a,b\n1,x\n', { numbers: ['b'] }, ':2', /"b" holds "x"/],
    ['blanks in a named column', 'a,b\n1,  \n', { numbers: ['b'] }, ':2', /"b"/],
    ['hexadecimal', 'a\n1\n0x10\n', numeric, ':3', /0x10/],
    ['infinity', 'a\n1\nInfinity\n', numeric, ':3', /finite/],
    ['infinity first', 'a\n-Infinity\n1\n', numeric, ':2', /finite/],
    ['NaN', 'a\n1\nNaN\n', numeric, ':3', /finite/],
    ['NaN first', 'a\nNaN\n1\n', numeric, ':2', /finite/],
    ['too large a number', 'a\n1\n1e999\n', numeric, ':3', /finite/],
    ['semicolons', 'a;b\n1;2\n', numeric, ':1', /";"/],
    ['tabs', 'a\tb\n1\t2\n', numeric, ':1', /tabs/],
    ['a column twice', 'a,b,a\n1,2,3\n', numeric, ':1', /"a" twice/],
    ['a column without name', 'a,,c\n1,2,3\n', numeric, ':1', /Column 2/],
    ['5000 columns', `${Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',')}\n`, numeric, ':1', /5000/],
  ])('%s', (_, content, request, line, message) => {
    const error = refusal(() => table(content, request));
    expect(error.message).toMatch(message);
    expect(error.place.endsWith(line)).toBe(true);
  });

  test('an unknown column names the nearest', () => {
    const unknown = (name: string) => refusal(() => table('startOffset,label\n1,2\n', { numbers: [name] }));
    expect(unknown('startOfset').hint).toContain('"startOffset"');
    expect(unknown('Label').hint).toContain('"label"');
    expect(unknown('quite another').hint).toContain('startOffset, label');
    expect(unknown('x'.repeat(100_000)).hint).toContain('startOffset, label');
  });

  test('mutated files are read or refused with place and remedy, never anything else', () => {
    const good = 'time,host,bytes,label\n0,a,10,normal\n1.5,b,2e3,"attack, big"\n2,a,,normal\n';
    const junk = [
      '"',
      ',',
      '\n',
      '\r',
      '\0',
      ';',
      '\t',
      'NaN',
      '1e999',
      '-',
      'é',
      '\uFEFF',
      '{',
      "'",
      '0x',
      ' ',
    ];
    const piece = fc.constantFrom(...junk);
    const mutation = fc.record({
      at: fc.nat(good.length),
      cut: fc.nat(6),
      put: fc.oneof(piece, fc.string({ maxLength: 4 })),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.boolean(), (mutations, listed) => {
        const content = mutations.reduce(
          (text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut),
          good,
        );
        const request: TableRequest = listed
          ? { numbers: ['time', 'bytes'], texts: ['host', 'label'] }
          : { texts: ['label'], otherNumbers: { except: ['label'] } };
        try {
          expect(table(content, request).rows).toBeGreaterThan(0);
        } catch (error) {
          refusal(() => {
            throw error;
          });
        }
      }),
      { numRuns: 600 },
    );
  });

  test('random bytes too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          table(bytes, numeric);
        } catch (error) {
          refusal(() => {
            throw error;
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});
