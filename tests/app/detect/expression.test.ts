import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Condition,
  columnsOf,
  parseCondition,
  rowsWhere,
  withoutLabel,
} from '../../../app/detect/index.js';
import { readTable } from '../../../model/traffic/capture/index.js';
import { refusal, temporaryFolder } from '../../model/traffic/capture/folder.js';

const folder = temporaryFolder();
const file = folder.write(
  't.csv',
  `time,label,my column,zero
0,Normal,a,0
1,BAD-SSH,b,0.0
2.5,Normal,it's,
-3,0,"q""q",1
`,
);

function held(text: string): number[] {
  const condition = parseCondition(text, '--fit-where');
  return [...rowsWhere(condition, readTable(file, columnsOf(condition)))];
}

describe('a condition', () => {
  test.each<[string, number[]]>([
    ['time < 1', [1, 0, 0, 1]],
    ['time<=1', [1, 1, 0, 1]],
    ['time > 1', [0, 0, 1, 0]],
    ['time >= -3', [1, 1, 1, 1]],
    ['time < 2.5e0', [1, 1, 0, 1]],
    ['label == Normal', [1, 0, 1, 0]],
    ["label = 'Normal'", [1, 0, 1, 0]],
    ['label != "Normal"', [0, 1, 0, 1]],
    ['label == BAD-SSH', [0, 1, 0, 0]],
    ['label in (Normal, "0")', [1, 0, 1, 1]],
    ['label not in (Normal, 0)', [0, 1, 0, 0]],
    ['zero == 0', [1, 1, 0, 0]],
    ["zero == '0'", [1, 0, 0, 0]],
    ["zero == ''", [0, 0, 1, 0]],
    ['`my column` == "it\'s"', [0, 0, 1, 0]],
    ["`my column` == 'q\"q'", [0, 0, 0, 1]],
    ['time < 2 && label == Normal', [1, 0, 0, 0]],
    ['time < 2 and label == Normal or zero == 1', [1, 0, 0, 1]],
    ['time < 2 and (label == Normal or zero == 1)', [1, 0, 0, 1]],
    ['zero == 1 || time > 2 && label == Normal', [0, 0, 1, 1]],
    ['!(time < 2)', [0, 0, 1, 0]],
    ['not !label == Normal', [1, 0, 1, 0]],
  ])('%s', (text, expected) => {
    expect(held(text)).toEqual(expected);
  });

  test.each<[string, number, RegExp]>([
    ['', 1, /expected a column, found the end/],
    ['time <', 7, /found the end/],
    ['time < 1 label == 2', 10, /not expected here/],
    ['time < Normal', 8, /with a number/],
    ['time ~ 1', 6, /"~" is not known/],
    ["label == 'Normal", 10, /never closed/],
    ['(time < 1', 10, /expected \)/],
    ['label in Normal', 10, /expected \(/],
    ['label in ()', 11, /number or a text/],
    ['5 < time', 3, /expected/],
    ['label', 6, /expected ==/],
    ['time < 1 && && label == 2', 13, /expected a column/],
  ])('%j is refused at its character', (text, position, message) => {
    const error = refusal(() => parseCondition(text, '--fit-where'));
    expect(error.place).toBe('--fit-where');
    expect(error.message).toMatch(message);
    if (text !== '5 < time') expect(error.message).toContain(`character ${position}:`);
  });

  test('absurd sizes are refused', () => {
    expect(refusal(() => parseCondition('('.repeat(1000), 'x')).message).toContain('levels');
    expect(refusal(() => parseCondition(`a == ${'1'.repeat(5000)}`, 'x')).message).toContain('longer');
  });

  test('any text parses or is refused with its place', () => {
    const word = fc.constantFrom(
      'time',
      'label',
      '<',
      '==',
      '(',
      ')',
      '&&',
      '!',
      'in',
      '1',
      "'",
      '`',
      ',',
      'not',
      ' ',
      '\n',
      '-',
      '.',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join(' ')),
          fc.array(word).map((words) => words.join('')),
          fc.string(),
        ),
        (text) => {
          try {
            parseCondition(text, '--fit-where');
          } catch (error) {
            refusal(() => {
              throw error;
            });
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('holds where logic says', () => {
    const leaf = fc.constantFrom('time < 1', 'label == Normal', 'zero == 1', 'time >= 2');
    const { tree } = fc.letrec<{ tree: { text: string; held: number[] } }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf.map((text) => ({ text, held: held(text) })),
        tie('tree').map((part) => ({ text: `!(${part.text})`, held: part.held.map((h) => 1 - h) })),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => ({
          text: `(${a.text}) && (${b.text})`,
          held: a.held.map((h, i) => h & b.held[i]!),
        })),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => ({
          text: `(${a.text}) || (${b.text})`,
          held: a.held.map((h, i) => h | b.held[i]!),
        })),
      ),
    }));
    fc.assert(
      fc.property(tree, (node) => {
        expect(held(node.text)).toEqual(node.held);
      }),
    );
  });
});

describe('the part without the label', () => {
  const part = (text: string): Condition | undefined => withoutLabel(parseCondition(text, 'x'), 'label');
  test.each([
    ['time < 1 && label == Normal', 'time < 1'],
    ['time < 1 && (label == Normal && zero == 0)', 'time < 1 && zero == 0'],
    ['time < 1 && !(label == BAD)', 'time < 1'],
    ['(time < 1 || label == Normal) && zero == 0', 'zero == 0'],
  ])('of %s is %s', (text, expected) => {
    expect(part(text)).toEqual(parseCondition(expected, 'x'));
  });

  test('is nothing where every part names it', () => {
    expect(part('label == Normal')).toBeUndefined();
    expect(part('time < 1 || label == Normal')).toBeUndefined();
  });
});
