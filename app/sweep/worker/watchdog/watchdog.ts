import { Worker } from 'node:worker_threads';
import { programPath } from '../../../version.js';
import type { RunLimits } from '../../shard.js';
import type { Post, Watched } from './watched.js';

/**
 * Sees to it, from a thread of its own, that no run passes its limits, however long a step keeps the process busy, and
 * that no process stays whose parent is gone.
 */
export class Watchdog {
  readonly #cell = new Int32Array(new SharedArrayBuffer(4));
  readonly #thread: Worker;
  #runs = 0;

  /** @param parent the process that started this one */
  constructor(parent = process.ppid) {
    const workerData: Post = { cell: this.#cell, parent };
    this.#thread = new Worker(programPath('app/sweep/worker/watchdog/thread'), { workerData });
    // It is no reason to stay.
    this.#thread.unref();
  }

  /** Watches a run from now on; one that passes a limit is told in `outbox` as failed, and this process is killed. */
  begin(about: { readonly key: string; readonly attempt: number }, limits: RunLimits, outbox: string): void {
    const number = ++this.#runs;
    Atomics.store(this.#cell, 0, number);
    const watched: Watched = { number, ...about, limits, began: Date.now(), outbox };
    this.#thread.postMessage(watched);
  }

  /** The run has ended by itself: what comes of it may be told. Never returns where the watchdog was first. */
  end(): void {
    if (Atomics.compareExchange(this.#cell, 0, this.#runs, 0) === this.#runs) return;
    Atomics.wait(this.#cell, 0, -this.#runs);
  }
}
