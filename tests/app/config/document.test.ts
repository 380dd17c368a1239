import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InvalidInput, parseTree, readDocument } from '../../../app/config/index.js';
import { Folder } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());

function problems(text: string) {
  try {
    parseTree(text, 'a.yaml', 'scenario');
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a YAML document', () => {
  test('becomes plain values with the place of every key and value', () => {
    const tree = parseTree('name: x\ntraffic:\n  campaigns:\n    - { start: 4 }\n', 'a.yaml', 'scenario');
    expect(tree.value).toEqual({ name: 'x', traffic: { campaigns: [{ start: 4 }] } });
    const path = ['traffic', 'campaigns', 0, 'start'];
    expect(tree.near(path, 'value')).toMatchObject({ line: 4, column: 16 });
    expect(tree.near(path, 'key')).toMatchObject({ line: 4, column: 9 });
    expect(tree.near(['traffic', 'absent'])).toMatchObject({ line: 3, column: 3 });
  });

  test('aliases are written out', () => {
    expect(parseTree('a: &x [1, 2]\nb: *x\n', 'a.yaml', 'scenario').value).toEqual({ a: [1, 2], b: [1, 2] });
  });

  test('negative zero is zero', () => {
    expect(Object.is(parseTree('a: -0', 'a.yaml', 'scenario').value['a'], 0)).toBe(true);
  });

  test.each([
    ['', 'a.yaml:1:1', 'the scenario is empty'],
    ['# only a comment\n', 'a.yaml:1:1', 'the scenario is empty'],
    ['- a\n- b\n', 'a.yaml:1:1', 'got a list'],
    ['hello', 'a.yaml:1:1', 'got "hello"'],
    ['a: 1\na: 2\n', 'a.yaml:2:1', 'here twice'],
    ['a: 1\n---\nb: 2\n', 'a.yaml:2:1', 'a second document'],
    ['a: [1, 2\nb: 3\n', 'a.yaml:2:1', 'not valid YAML'],
    ['a:\n\tb: 1\n', 'a.yaml:2:1', 'a tab'],
    ['a: 1\n__proto__: { polluted: true }\n', 'a.yaml:2:1', 'refused'],
    ['a: { constructor: 1 }\n', 'a.yaml:1:6', 'refused'],
    ['a: { prototype: 1 }\n', 'a.yaml:1:6', 'refused'],
    ['a: !thing 1\n', 'a.yaml:1:4', 'not valid YAML'],
    ['a: !!binary aGk=\n', 'a.yaml:1:', 'expected a number, text'],
    ['? [a, b]\n: 1\n', 'a.yaml:1:3', 'a key must be text'],
    ['a: *nothing\n', 'a.yaml:1:4', 'no anchor named nothing'],
    ['a: &a [*a]\n', 'a.yaml:1:7', 'alias of itself'],
    [`a: ${'['.repeat(40)}`, 'a.yaml:1:36', 'deep'],
    [`${'- '.repeat(40)}1`, 'a.yaml:1:65', 'deep'],
  ])('%j is refused at %s: %s', (text, place, message) => {
    const [first] = problems(text);
    expect(first!.place).toContain(place);
    expect(first!.message).toContain(message);
  });

  test('more tokens than a scenario needs are refused', () => {
    expect(problems(`a: [${'1, '.repeat(30_000)}]`)[0]!.message).toBe('more than 30000 YAML tokens');
  });

  test('deep indentation is refused', () => {
    const text = Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(problems(text)[0]!.message).toContain('deep');
  });

  test('an alias bomb is one problem, found at once', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level <= 9; level++) {
      const before = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      lines.push(`a${level}: &a${level} [${before}]`);
    }
    const found = problems(lines.join('\n'));
    expect(found).toHaveLength(1);
    expect(found[0]!.message).toContain('more than 50000 values');
  });

  test('many anchors are refused before the parser sees them', () => {
    expect(problems(`a: ${'&a '.repeat(200)}1`)[0]!.message).toContain('anchors');
  });

  test('all problems are told at once, at most twenty', () => {
    const text = Array.from({ length: 30 }, () => '__proto__: 1').join('\n');
    expect(problems(text)).toHaveLength(20);
  });
});

describe('a file', () => {
  const refused = (path: string) => {
    try {
      readDocument(path, 'scenario');
    } catch (error) {
      if (error instanceof InvalidInput) return error.problems[0]!;
      throw error;
    }
    throw new Error('it was accepted');
  };

  test.each([
    ['binary', Uint8Array.of(97, 58, 32, 0, 1, 2), ':1:4', 'binary'],
    ['not UTF-8', Uint8Array.of(97, 58, 10, 98, 58, 32, 0xe4), ':2:4', 'not UTF-8'],
    ['cut in a character', Uint8Array.of(97, 58, 32, 0xe2, 0x82), ':1:5', 'not UTF-8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 97, 0), ':1:1', 'UTF-16'],
    ['too large', new Uint8Array((1 << 20) + 1).fill(35), '', 'at most 1048576 are read'],
    ['empty', new Uint8Array(0), ':1:1', 'empty'],
  ])('%s', (_, bytes, place, message) => {
    const path = folder.write('file.yaml', bytes);
    const problem = refused(path);
    expect(problem.place).toBe(`${path}${place}`);
    expect(problem.message).toContain(message);
    expect(problem.remedy).toBeTypeOf('string');
  });

  test('a byte-order mark is passed over', () => {
    const path = folder.write('bom.yaml', '\ufeffname: x\n');
    expect(readDocument(path, 'scenario').value).toEqual({ name: 'x' });
  });

  test('a missing file, a folder, a name that is too long, a file as a folder', () => {
    const inside = join(folder.path, 'folder');
    mkdirSync(inside);
    const file = folder.write('file', 'name: x');
    expect(refused(join(folder.path, 'absent.yaml')).message).toBe('no such file');
    expect(refused(inside).message).toContain('a folder');
    expect(refused(join(folder.path, 'x'.repeat(300))).message).toContain('too long');
    expect(refused(join(file, 'x.yaml')).message).toContain('not a folder');
    expect(refused('/dev/null').message).toContain('no regular file');
    expect(refused('a\0b').message).toContain('NUL');
  });
});
