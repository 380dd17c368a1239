import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StarlingError } from '../errors.js';

/** A file that is written from its start to its end; its folder is made, and what was there is replaced. */
export class OutputFile {
  readonly path: string;
  readonly #handle: number;

  constructor(path: string) {
    this.path = path;
    this.#handle = guard(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, 'w');
    });
  }

  append(bytes: Uint8Array): void {
    guard(this.path, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle, bytes, at);
    });
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** Runs something on a file, and says in its error which file it was. */
export function guard<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StarlingError(
      `Cannot write '${path}': ${error instanceof Error ? error.message : String(error)}`,
      {
        place: path,
        hint: 'Check that the folder can be written and that the disk has room.',
        cause: error,
      },
    );
  }
}

/** Closes all of them and forgets them, also when one fails; then throws the first failure. */
export function closeAll(files: Map<string, { close(): void }>): void {
  const failures: unknown[] = [];
  for (const file of files.values()) {
    try {
      file.close();
    } catch (error) {
      failures.push(error);
    }
  }
  files.clear();
  if (failures.length > 0) throw failures[0];
}
