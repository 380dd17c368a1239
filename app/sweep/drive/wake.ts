import { type FSWatcher, watch } from 'node:fs';

/** What is appended is looked at so long after, so that many small appends cost one look. */
const GATHER_MS = 150;

/** Lets a loop sleep until something may have changed. */
export class Wake {
  #rung = false;
  #wake: (() => void) | undefined;
  #soon: NodeJS.Timeout | undefined;
  #watcher: FSWatcher | undefined;

  /** Something changed. */
  ring(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#rung = true;
    this.#wake?.();
  }

  /** Rings soon after something in a folder has changed; never, where the file system can't tell. */
  watch(folder: string): void {
    try {
      this.#watcher = watch(folder, () => {
        this.#soon ??= setTimeout(() => this.ring(), GATHER_MS);
      });
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // The loop looks from time to time.
    }
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
    this.#watcher?.close();
  }
}
