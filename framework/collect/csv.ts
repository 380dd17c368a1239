import type { Value } from './sink.js';
import { type TextFormat, TextSink, type TextSinkOptions } from './text.js';

/** RFC 4180 with a header line and line feeds. Null is an empty cell, an empty text is `""`. */
const csv: TextFormat = {
  extension: 'csv',
  head: ({ columns }) => `${Object.keys(columns).map(cell).join(',')}\n`,
  row: (row) => `${Object.values(row).map(cell).join(',')}\n`,
};

function cell(value: Value): string {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file per table, `<folder>/<table>.csv`. */
export class CsvSink extends TextSink {
  constructor(folder: string, options?: TextSinkOptions) {
    super(folder, csv, options);
  }
}
