import { quoted } from './header.js';
import { fileError } from './records.js';

const MAX_DISTINCT = 1 << 22;

/** Text, dictionary-coded: row r reads `words[codes[r]]`. */
export interface TextColumn {
  readonly codes: Uint32Array;
  readonly words: readonly string[];
}

/** A numeric column as it is read, row by row; an empty field is 0. */
export class NumberColumn {
  readonly name: string;
  readonly index: number;
  /** A column nobody named is text when its first value is, and left out. */
  text = false;
  values = new Float64Array(1024);
  #decided: boolean;
  readonly #required: boolean;

  constructor(name: string, index: number, required: boolean) {
    this.name = name;
    this.index = index;
    this.#required = required;
    this.#decided = required;
  }

  add(field: string, row: number, file: string, line: number): void {
    if (this.text) return;
    if (row === this.values.length) this.values = grown(this.values, Float64Array);
    if (field === '') return;
    const value = number(field);
    if (Number.isFinite(value)) this.#decided = true;
    else if (Number.isNaN(value) && !this.#decided && !/^\s*[+-]?nan\s*$/i.test(field)) {
      this.text = field.trim() !== '';
      return;
    } else throw this.#notANumber(field, file, line);
    this.values[row] = value;
  }

  #notANumber(field: string, file: string, line: number) {
    return fileError(
      file,
      line,
      `Column ${quoted(this.name)} holds ${quoted(field)}, expected a finite number or nothing.`,
      this.#required
        ? 'Correct or remove the row, or do not name the column as a number.'
        : 'Correct or remove the row, or list the feature columns to leave this one out.',
    );
  }
}

/** A text column as it is read, row by row. */
export class TextColumnBuilder {
  readonly name: string;
  readonly index: number;
  readonly words: string[] = [];
  codes = new Uint32Array(1024);
  readonly #codeOf = new Map<string, number>();

  constructor(name: string, index: number) {
    this.name = name;
    this.index = index;
  }

  add(field: string, row: number, file: string, line: number): void {
    if (row === this.codes.length) this.codes = grown(this.codes, Uint32Array);
    let code = this.#codeOf.get(field);
    if (code === undefined) {
      code = this.words.length;
      if (code === MAX_DISTINCT) {
        throw fileError(
          file,
          line,
          `Column ${quoted(this.name)} has more than ${MAX_DISTINCT} different values.`,
          'Is it the column you meant?',
        );
      }
      // A copy: a slice of the chunk's text would keep the whole chunk alive.
      const word = Buffer.from(field, 'utf8').toString('utf8');
      this.words.push(word);
      this.#codeOf.set(word, code);
    }
    this.codes[row] = code;
  }
}

function grown<A extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  values: A,
  Type: new (length: number) => A,
): A {
  const larger = new Type(values.length * 2);
  larger.set(values);
  return larger;
}

/** A decimal number, ±Infinity when it is too large, NaN when it is none (JavaScript also reads '', '0x10', ' '). */
function number(field: string): number {
  const value = Number(field);
  if (value === 0 || field.length > 1)
    return /[xXoObB]/.test(field) || field.trim() === '' ? Number.NaN : value;
  return value;
}
