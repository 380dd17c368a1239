import { nearest } from './nearest.js';
import { fileError, readRecords } from './records.js';

const MAX_COLUMNS = 4096;
const MAX_VALUES = 1 << 28;
const MAX_ROWS = 1 << 24;
const MAX_DISTINCT = 1 << 22;

/** Text, dictionary-coded: row r reads `words[codes[r]]`. */
export interface TextColumn {
  readonly codes: Uint32Array;
  readonly words: readonly string[];
}

/** Columns of a CSV file that were asked for. */
export interface Table {
  readonly file: string;
  readonly rows: number;
  /** The header, in file order. */
  readonly names: readonly string[];
  /** Numeric columns by name, in file order; an empty field is 0. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  readonly texts: ReadonlyMap<string, TextColumn>;
}

export interface TableRequest {
  /** Columns read as numbers: anything else in them is an error. */
  readonly numbers?: readonly string[];
  /** Columns read as text; a column may be asked for as both. */
  readonly texts?: readonly string[];
  /** Also reads every column whose first value is a number, except these. */
  readonly otherNumbers?: { readonly except: readonly string[] };
  /** The header of a file that has none. */
  readonly names?: readonly string[];
}

/**
 * Reads columns of a CSV file into typed arrays. `request` may depend on the header.
 *
 * @throws StarlingError (exit code 2) that names file, line, column and remedy: missing, empty or malformed file,
 *   unknown column, ragged row, a value that is not a finite number in a numeric column, absurd size.
 */
export function readTable(
  file: string,
  request: TableRequest | ((names: readonly string[]) => TableRequest),
): Table {
  const given = typeof request === 'function' ? undefined : request.names;
  let reader = given === undefined ? undefined : new Reader(file, given, request as TableRequest);
  readRecords(file, (fields, line) => {
    if (reader === undefined) {
      const names = header(file, fields, line);
      reader = new Reader(file, names, typeof request === 'function' ? request(names) : request);
    } else reader.add(fields, line);
  });
  if (reader === undefined) {
    throw fileError(
      file,
      1,
      'The file is empty.',
      'Expected a header line with column names, then one line a record.',
    );
  }
  return reader.table();
}

/** The column names of a CSV file with a header. */
function header(file: string, fields: readonly string[], line: number): string[] {
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

class Reader {
  readonly #file: string;
  readonly #names: readonly string[];
  readonly #numbers: NumberBuilder[] = [];
  readonly #texts: TextBuilder[] = [];
  #rows = 0;

  constructor(file: string, names: readonly string[], request: TableRequest) {
    this.#file = file;
    this.#names = names;
    const numbers = new Set(request.numbers);
    const texts = new Set(request.texts);
    for (const name of numbers) requireColumn(file, names, name, 'read as numbers');
    for (const name of texts) requireColumn(file, names, name, 'read as text');
    const except = request.otherNumbers && new Set(request.otherNumbers.except);
    for (const [index, name] of names.entries()) {
      if (numbers.has(name)) this.#numbers.push(new NumberBuilder(name, index, true));
      else if (except && !except.has(name)) this.#numbers.push(new NumberBuilder(name, index, false));
      if (texts.has(name)) this.#texts.push(new TextBuilder(name, index));
    }
  }

  add(fields: readonly string[], line: number): void {
    const file = this.#file;
    if (fields.length !== this.#names.length) {
      throw fileError(
        file,
        line,
        `This row has ${fields.length} fields, the header ${this.#names.length} columns.`,
        'Every row needs one field a column; a field with a comma in it is written in quotes.',
      );
    }
    const row = this.#rows++;
    if (this.#rows > MAX_ROWS || this.#rows * (this.#numbers.length + this.#texts.length) > MAX_VALUES) {
      throw fileError(
        file,
        line,
        `The file holds more than is read at once (${MAX_ROWS} rows, ${MAX_VALUES} values).`,
        'Name fewer columns, or cut the file.',
      );
    }
    for (const column of this.#numbers) column.add(fields[column.index]!, row, file, line);
    for (const column of this.#texts) column.add(fields[column.index]!, row, file, line);
  }

  table(): Table {
    const rows = this.#rows;
    if (rows === 0) {
      throw fileError(
        this.#file,
        1,
        'The file has a header and no rows.',
        'Expected one line a record below it.',
      );
    }
    return {
      file: this.#file,
      rows,
      names: this.#names,
      numbers: new Map(
        this.#numbers
          .filter((column) => !column.text)
          .map((column) => [column.name, column.values.slice(0, rows)]),
      ),
      texts: new Map(
        this.#texts.map((column) => [
          column.name,
          { codes: column.codes.slice(0, rows), words: column.words },
        ]),
      ),
    };
  }
}

class NumberBuilder {
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

class TextBuilder {
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
