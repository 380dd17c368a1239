import { Worker } from 'node:worker_threads';
import { programPath } from '../../../version.js';
import type { RunLimits } from '../../shard.js';
import type { Post, Watched } from './watched.js';

/**
 * Sees to it, from a thread of its own, that no run passes its limits, however long a step keeps the process busy, and
 * that no process stays whose parent is gone where the system doesn't.
 */
export class Watchdog {
  readonly #cell = new Int32Array(new SharedArrayBuffer(4));
  readonly #parent = process.ppid;
  #thread: Worker | undefined;
  #runs = 0;

  /** @param endsWithParent whether the system itself ends this process with its parent */
  constructor(endsWithParent: boolean) {
    if (!endsWithParent) this.#wake();
  }

  /** Watches a run from now on; one that passes a limit is told in `outbox` as failed, and this process is killed. */
  begin(about: { readonly key: string; readonly attempt: number }, limits: RunLimits, outbox: string): void {
    const number = ++this.#runs;
    Atomics.store(this.#cell, 0, number);
    const watched: Watched = { number, ...about, limits, began: Date.now(), outbox };
    this.#wake().postMessage(watched);
  }

  /** The run has ended by itself: what comes of it may be told. Never returns where the watchdog was first. */
  end(): void {
    if (Atomics.compareExchange(this.#cell, 0, this.#runs, 0) === this.#runs) return;
    Atomics.wait(this.#cell, 0, -this.#runs);
  }

  /** The thread, from when it is first needed: its start takes 0.06 s of a core. */
  #wake(): Worker {
    if (this.#thread === undefined) {
      const workerData: Post = { cell: this.#cell, parent: this.#parent };
      this.#thread = new Worker(programPath('app/sweep/worker/watchdog/thread'), { workerData });
      // It is no reason to stay.
      this.#thread.unref();
    }
    return this.#thread;
  }
}
