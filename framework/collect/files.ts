import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StarlingError } from '../errors.js';

/** A file that is written from its start to its end; its folder is made. */
export class OutputFile {
  readonly path: string;
  readonly #handle: number;
  #length: number;

  /**
   * @param length what was there is replaced where absent; otherwise it is cut to so many bytes and goes on from there
   * @throws StarlingError for a file that is shorter, or can't be written
   */
  constructor(path: string, length?: number) {
    this.path = path;
    this.#length = length ?? 0;
    this.#handle = guard(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, length === undefined ? 'w' : 'r+');
    });
    if (length !== undefined) this.#cut(length);
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    guard(this.path, () => {
      for (let at = 0; at < bytes.length; )
        at += writeSync(this.#handle, bytes, at, bytes.length - at, this.#length + at);
    });
    this.#length += bytes.length;
  }

  /** Makes what was appended outlive a power cut. */
  sync(): void {
    guard(this.path, () => fsyncSync(this.#handle));
  }

  close(): void {
    closeSync(this.#handle);
  }

  #cut(length: number): void {
    const { size } = fstatSync(this.#handle);
    if (size < length) {
      closeSync(this.#handle);
      throw missing(
        this.path,
        `the file has ${size} bytes, and had ${length} when the checkpoint was written`,
      );
    }
    guard(this.path, () => ftruncateSync(this.#handle, length));
  }
}

/** What a run had written when its checkpoint was is not there any more. */
export const missing = (place: string, what: string): StarlingError =>
  new StarlingError(`Rows of the run are gone: ${what}.`, {
    place,
    hint: 'Bring the file back, or take an earlier checkpoint.',
  });

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
