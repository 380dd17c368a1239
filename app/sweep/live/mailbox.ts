import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { quietly } from './quietly.js';

/**
 * A file that is a message, whole, or is not there. One process puts messages in, where it is free or in place of the last, and
 * one takes them out.
 */
export class Mailbox {
  readonly #path: string;

  /** @param path of the file; its folder is for others to make */
  constructor(path: string) {
    this.#path = path;
  }

  /** Whether nothing is in it; no, where that can't be told. */
  get isFree(): boolean {
    try {
      // Network file systems answer from memory whether a file is there, but ask when it is opened.
      closeSync(openSync(this.#path, 'r'));
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }

  /** Puts a message in, in place of the one that is there. @throws Error of the operating system */
  put(message: string | Uint8Array): void {
    const beside = `${this.#path}.part`;
    try {
      writeFileSync(beside, message);
      renameSync(beside, this.#path);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  }

  /** The message, which stays; undefined where there is none, or it can't be read. */
  look(): Buffer | undefined {
    try {
      return readFileSync(this.#path);
    } catch {
      return undefined;
    }
  }

  /** Takes the message out, so that the mailbox is free; undefined where there is none, or it would stay there. */
  take(): Buffer | undefined {
    const message = this.look();
    return message !== undefined && quietly(() => this.clear()) ? message : undefined;
  }

  /** Removes what is in it. @throws Error of the operating system */
  clear(): void {
    rmSync(this.#path, { force: true });
  }
}
