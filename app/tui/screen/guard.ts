import { writeSync } from 'node:fs';
import { RESTORE } from './codes.js';

/** What the guard needs of a process. */
export type Guarded = Pick<NodeJS.Process, 'on' | 'off' | 'kill' | 'pid'>;

/**
 * Calls `restore` once when the process ends by an exit, an exception that nobody caught, or the loss of its terminal
 * (SIGHUP, which then ends it as it would have). Signals that ask for an end, and the loss of the run's process, are
 * for those to handle who know what they mean. `restore` must be done when it returns: nothing asynchronous happens any
 * more.
 * @returns a function that lifts the guard, for one who has restored the terminal in order
 */
export function guard(restore: () => void, host: Guarded = process): () => void {
  let done = false;
  const once = (): void => {
    if (done) return;
    release();
    restore();
  };
  const hangUp = (): void => {
    once();
    host.kill(host.pid, 'SIGHUP');
  };
  const release = (): void => {
    done = true;
    host.off('SIGHUP', hangUp);
    host.off('exit', once);
    host.off('uncaughtExceptionMonitor', once);
  };
  host.on('SIGHUP', hangUp);
  host.on('exit', once);
  // The monitor leaves it to Node to tell of the exception, which then appears on the main screen.
  host.on('uncaughtExceptionMonitor', once);
  return release;
}

/** A terminal's input, as far as it has a raw mode. */
interface Input {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

/** Gives the terminal back at once: raw mode off, then `RESTORE` to `fd`. For `guard`, so it throws nothing. */
export function giveBack(fd: number, input: Input): void {
  try {
    if (input.isTTY) input.setRawMode?.(false);
  } catch {
    // The terminal is gone; what follows may still reach one.
  }
  writeAll(fd, Buffer.from(RESTORE));
}

/** Tries of a terminal that takes nothing just now, a millisecond apart. */
const TRIES = 200;

function writeAll(fd: number, bytes: Uint8Array): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let done = 0, tries = 0; done < bytes.length && tries < TRIES; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      tries++;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
