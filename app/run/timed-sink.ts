import type { Row, Sink, TableSchema } from '../../framework/index.js';

/** A sink that passes everything on to another one and counts the time that this takes. */
export class TimedSink implements Sink {
  readonly #sink: Sink;
  /** Milliseconds that the other sink has taken. */
  time = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  open(tables: readonly TableSchema[]): void | Promise<void> {
    return this.#timed(() => this.#sink.open(tables));
  }

  write(table: string, row: Row): void {
    const began = performance.now();
    this.#sink.write(table, row);
    this.time += performance.now() - began;
  }

  flush(): void | Promise<void> {
    return this.#timed(() => this.#sink.flush());
  }

  close(): void | Promise<void> {
    return this.#timed(() => this.#sink.close());
  }

  willSave(): void {
    this.#sink.willSave?.();
  }

  save(): unknown {
    const began = performance.now();
    const saved = this.#sink.save?.();
    this.time += performance.now() - began;
    return saved;
  }

  reopen(tables: readonly TableSchema[], saved: unknown): void | Promise<void> {
    return this.#timed(() => this.#sink.reopen!(tables, saved));
  }

  #timed(work: () => void | Promise<void>): void | Promise<void> {
    const began = performance.now();
    const stop = () => {
      this.time += performance.now() - began;
    };
    const pending = work();
    return pending === undefined ? stop() : pending.finally(stop);
  }
}
