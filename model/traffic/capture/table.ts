import { NumberColumn, type TextColumn, TextColumnBuilder } from './columns.js';
import { header, requireColumn } from './header.js';
import { fileError, readRecords } from './records.js';

const MAX_VALUES = 1 << 28;
const MAX_ROWS = 1 << 24;

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

class Reader {
  readonly #file: string;
  readonly #names: readonly string[];
  readonly #numbers: NumberColumn[] = [];
  readonly #texts: TextColumnBuilder[] = [];
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
      if (numbers.has(name)) this.#numbers.push(new NumberColumn(name, index, true));
      else if (except && !except.has(name)) this.#numbers.push(new NumberColumn(name, index, false));
      if (texts.has(name)) this.#texts.push(new TextColumnBuilder(name, index));
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
