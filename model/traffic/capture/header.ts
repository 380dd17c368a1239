import { nearest } from '../../../framework/nearest.js';
import { fileError } from './records.js';

const MAX_COLUMNS = 4096;

/** The column names of a CSV file with a header. */
export function header(file: string, fields: readonly string[], line: number): string[] {
  const names = fields.map((name) => name.trim());
  if (names.length > MAX_COLUMNS) {
    throw fileError(
      file,
      line,
      `The header has ${names.length} columns.`,
      `At most ${MAX_COLUMNS} are read.`,
    );
  }
  if (names.length === 1) {
    const other = [';', '\t', '|'].find((delimiter) => names[0]!.includes(delimiter));
    if (other !== undefined) {
      throw fileError(
        file,
        line,
        `The columns seem to be separated by ${other === '\t' ? 'tabs' : `"${other}"`}.`,
        'Expected commas: convert the file first.',
      );
    }
  }
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (name === '') {
      throw fileError(file, line, `Column ${i + 1} of the header has no name.`, 'Give every column a name.');
    }
    if (seen.has(name)) {
      throw fileError(
        file,
        line,
        `The header names ${quoted(name)} twice.`,
        'Give every column its own name; a file without a header needs one as its first line.',
      );
    }
    seen.add(name);
  }
  return names;
}

/** A piece of the input as an error shows it: quoted, short, without control characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}

/** Refuses a column that the header does not have, naming the nearest that it has. */
export function requireColumn(file: string, names: readonly string[], name: string, purpose: string): void {
  if (names.includes(name)) return;
  const guess = nearest(name, names);
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ', …' : '');
  throw fileError(
    file,
    1,
    `There is no column ${quoted(name)} (${purpose}).`,
    guess === undefined ? `The columns are ${shown}.` : `Did you mean ${quoted(guess)}?`,
  );
}
