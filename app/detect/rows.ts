import type { Table } from '../../model/traffic/capture/index.js';
import type { Condition } from './expression.js';

/** One byte a row: 1 where the condition holds. The table must hold the condition's columns. */
export function rowsWhere(condition: Condition, table: Table): Uint8Array {
  const out = new Uint8Array(table.rows);
  switch (condition.kind) {
    case 'compare': {
      const { operator, value } = condition;
      const values = table.numbers.get(condition.column)!;
      for (let row = 0; row < out.length; row++) {
        const x = values[row]!;
        const holds =
          operator === '<'
            ? x < value
            : operator === '<='
              ? x <= value
              : operator === '>'
                ? x > value
                : x >= value;
        out[row] = holds ? 1 : 0;
      }
      return out;
    }
    case 'one-of': {
      const { codes, words } = table.texts.get(condition.column)!;
      const holds = words.map((word) => (condition.values.some((value) => equal(word, value)) ? 1 : 0));
      for (let row = 0; row < out.length; row++) out[row] = holds[codes[row]!]!;
      return out;
    }
    case 'not':
      return rowsWhere(condition.part, table).map((held) => 1 - held);
    default: {
      const and = condition.kind === 'and';
      out.fill(and ? 1 : 0);
      for (const part of condition.parts) {
        const held = rowsWhere(part, table);
        for (let row = 0; row < out.length; row++)
          out[row] = and ? out[row]! & held[row]! : out[row]! | held[row]!;
      }
      return out;
    }
  }
}

const equal = (word: string, value: string | number): boolean =>
  typeof value === 'string' ? word === value : word.trim() !== '' && Number(word) === value;

/**
 * The part of a fitting condition that says nothing about the label: a period or another split of the file. Undefined when
 * all of it does. Only the parts of a top-level `&&` are told apart.
 */
export function withoutLabel(condition: Condition, label: string): Condition | undefined {
  if (condition.kind === 'and') {
    const parts = condition.parts.flatMap((part) => withoutLabel(part, label) ?? []);
    return parts.length > 1 ? { kind: 'and', parts } : parts[0];
  }
  return mentions(condition, label) ? undefined : condition;
}

function mentions(condition: Condition, column: string): boolean {
  switch (condition.kind) {
    case 'not':
      return mentions(condition.part, column);
    case 'compare':
    case 'one-of':
      return condition.column === column;
    default:
      return condition.parts.some((part) => mentions(part, column));
  }
}
