import type { Logger } from 'pino';
import type { RunRow } from '../../../framework/index.js';
import type { SweepCounts, SweepWatch } from './watch.js';

/** A watch whose lines and failures are in the sweep's log, too. */
export class LoggedWatch implements SweepWatch {
  readonly #watch: SweepWatch;
  readonly #logger: Logger;

  constructor(watch: SweepWatch, logger: Logger) {
    this.#watch = watch;
    this.#logger = logger;
  }

  say(line: string): void {
    this.#logger.info({ event: 'said', msg: line });
    this.#watch.say(line);
  }

  counted(counts: SweepCounts): void {
    this.#watch.counted(counts);
  }

  failed(run: RunRow, again: boolean): void {
    const { key, design, seed, attempts, shard, host, failure } = run;
    this.#logger.warn({ event: 'failed', key, design, seed, attempts, again, shard, host, ...failure });
    this.#watch.failed(run, again);
  }

  close(): Promise<void> | void {
    return this.#watch.close();
  }
}
