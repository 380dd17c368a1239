import { appendFileSync, closeSync, openSync, readSync, rmSync, statSync, truncateSync } from 'node:fs';

/** Bytes that are moved at a time. */
const PIECE = 1 << 20;

/**
 * The file that a process writes its outputs into, by itself: what it wrote last is there however it ends, and whatever becomes
 * of the process that started it. A file that can't be written, on a full disk most likely, ends nobody.
 */
export class Output {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Does work with the file open for appending; with `ignore`, where there can be none. */
  open<T>(work: (output: number | 'ignore') => T): T {
    const file = attempted(() => openSync(this.path, 'a', 0o644));
    try {
      return work(file ?? 'ignore');
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** Moves what is in it to the end of another file, which is not made where there is nothing. */
  moveTo(path: string): void {
    attempted(() => {
      if (statSync(this.path).size === 0) return;
      const file = openSync(this.path, 'r');
      try {
        const bytes = Buffer.allocUnsafe(PIECE);
        for (let read = PIECE, at = 0; read === PIECE; at += read) {
          read = readSync(file, bytes, 0, PIECE, at);
          appendFileSync(path, bytes.subarray(0, read));
        }
      } finally {
        closeSync(file);
      }
      truncateSync(this.path, 0);
    });
  }

  /** Removes it, where it says nothing. */
  remove(): void {
    attempted(() => {
      if (statSync(this.path).size === 0) rmSync(this.path);
    });
  }
}

function attempted<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
