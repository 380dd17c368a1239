import { closeSync, openSync, writeSync } from 'node:fs';
import type { Recorder } from './screen.js';

interface CastOptions {
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
  /** The kind of terminal, as in `TERM`. */
  readonly term: string;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/**
 * Records a session as asciicast v2 (docs.asciinema.org): a header, then a line an event. Every line is in the file
 * before the call returns, so that a session that is killed leaves a recording up to there.
 */
export class CastWriter implements Recorder {
  readonly #clock: () => number;
  readonly #start: number;
  #file: number | undefined;
  #last = 0;

  /** @throws Error where the file cannot be written */
  constructor(path: string, { columns, rows, title, term, clock = Date.now }: CastOptions) {
    this.#clock = clock;
    this.#start = clock();
    this.#file = openSync(path, 'w');
    this.#line({
      version: 2,
      width: columns,
      height: rows,
      timestamp: Math.floor(this.#start / 1000),
      title,
      env: { TERM: term },
    });
  }

  output(text: string): void {
    if (text !== '') this.#event('o', text);
  }

  resize(columns: number, rows: number): void {
    this.#event('r', `${columns}x${rows}`);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #event(kind: 'o' | 'r', data: string): void {
    // A clock that is set back must not take the recording back.
    this.#last = Math.max(this.#last, (this.#clock() - this.#start) / 1000);
    this.#line([Number(this.#last.toFixed(6)), kind, data]);
  }

  #line(value: unknown): void {
    if (this.#file === undefined) return;
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
  }
}
