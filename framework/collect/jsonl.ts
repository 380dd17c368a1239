import { type TextFormat, TextSink, type TextSinkOptions } from './text.js';

const jsonl: TextFormat = {
  extension: 'jsonl',
  head: () => '',
  row: (row) => `${JSON.stringify(row)}\n`,
};

/** A file of JSON lines per table, `<folder>/<table>.jsonl`: an object a row, keys in the order of the columns. */
export class JsonlSink extends TextSink {
  constructor(folder: string, options?: TextSinkOptions) {
    super(folder, jsonl, options);
  }
}
