import { table } from '../../run/table.js';
import type { AnswerFormat } from './formats.js';
import type { Answer, Cell } from './query.js';

/** Rows that a table for people shows. */
const MOST = 1000;

/**
 * Writes an answer: as a table for people, its first rows only; as CSV (RFC 4180); or as one JSON array of objects. The
 * latter two row by row, however many there are.
 *
 * @param write takes text as it comes; the next row is computed once it has taken the last
 * @returns rows that were written, and whether there are more
 */
export async function writeAnswer(
  answer: Answer,
  format: AnswerFormat,
  write: (text: string) => void | Promise<void>,
): Promise<{ readonly rows: number; readonly more: boolean }> {
  return FORMATS[format](answer, write);
}

type Write = (
  answer: Answer,
  write: (text: string) => void | Promise<void>,
) => Promise<{ rows: number; more: boolean }>;

const FORMATS: Readonly<Record<AnswerFormat, Write>> = {
  async table({ columns, ...answer }, write) {
    const lines = [columns];
    let more = false;
    for await (const row of answer.rows()) {
      more = lines.length > MOST;
      if (more) break;
      lines.push(row.map(shown));
    }
    await write(`${table(lines)}\n`);
    return { rows: lines.length - 1, more };
  },
  async csv({ columns, ...answer }, write) {
    await write(`${columns.map(csvCell).join(',')}\n`);
    let rows = 0;
    for await (const row of answer.rows()) {
      await write(`${row.map(csvCell).join(',')}\n`);
      rows++;
    }
    return { rows, more: false };
  },
  async json({ columns, ...answer }, write) {
    let rows = 0;
    for await (const row of answer.rows()) {
      const object = Object.fromEntries(columns.map((column, at) => [column, row[at]]));
      await write(`${rows === 0 ? '[' : ','}\n${JSON.stringify(object)}`);
      rows++;
    }
    await write(rows === 0 ? '[]\n' : '\n]\n');
    return { rows, more: false };
  },
};

/** A cell for people: a long fraction is cut, nothing is a dash. */
function shown(value: Cell): string {
  if (value === null) return '–';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  return textOf(value).replaceAll(/\s+/g, ' ');
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  const text = textOf(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const textOf = (value: NonNullable<Cell>): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);
