import { type FSWatcher, watch } from 'node:fs';

/** What is appended is looked at so long after: many small appends cost one look, and people see three a second. */
const GATHER_MS = 300;

/** Lets a loop sleep until something may have changed. */
export class Wake {
  #rung = false;
  #wake: (() => void) | undefined;
  #soon: NodeJS.Timeout | undefined;
  #folder: string | undefined;
  #watcher: FSWatcher | undefined;

  /** Something changed. */
  ring(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    // Before who waits looks: what changes from then on rings again.
    this.#listen();
    this.#rung = true;
    this.#wake?.();
  }

  /** Rings soon after something in a folder has changed; never, where the file system can't tell. */
  watch(folder: string): void {
    this.#folder = folder;
    this.#listen();
  }

  /** Settles once it rings, or has rung since the last wait; after `ms` at the latest. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, ms);
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
      });
      this.#wake = undefined;
    }
    this.#rung = false;
  }

  close(): void {
    clearTimeout(this.#soon);
    this.#folder = undefined;
    this.#deafen();
  }

  /** Hears the next change only: each would wake this process, which takes time from the workers beside it. */
  #listen(): void {
    if (this.#folder === undefined || this.#watcher !== undefined) return;
    try {
      const watcher = watch(this.#folder, () => {
        this.#deafen();
        this.#soon ??= setTimeout(() => this.ring(), GATHER_MS);
      });
      watcher.on('error', () => this.#deafen());
      this.#watcher = watcher;
    } catch {
      // The loop looks from time to time.
    }
  }

  #deafen(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }
}
