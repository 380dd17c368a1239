import { writeSync } from 'node:fs';
import { ALTERNATE, CURSOR, MOUSE_OFF, PLAIN, UPDATE, WRAP } from './codes.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the guard needs of a process. */
export type Guarded = Pick<NodeJS.Process, 'on' | 'off' | 'kill' | 'exit' | 'pid'>;

/**
 * Calls `restore` once when the process ends, whichever way it does: by a signal (which then ends it as it would have),
 * an exit, an exception that nobody caught, or the end of the process that it serves, which ends it too. `restore` must
 * be done when it returns: nothing asynchronous happens any more.
 * @returns a function that lifts the guard, for one who has restored the terminal in order
 */
export function guard(restore: () => void, host: Guarded = process): () => void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    release();
    restore();
  };
  const bySignal = (signal: NodeJS.Signals): void => {
    once();
    host.kill(host.pid, signal);
  };
  const byParent = (): void => {
    once();
    host.exit(0);
  };
  const release = (): void => {
    done = true;
    for (const signal of SIGNALS) host.off(signal, bySignal);
    host.off('exit', once);
    host.off('uncaughtExceptionMonitor', once);
    host.off('disconnect', byParent);
  };
  for (const signal of SIGNALS) host.on(signal, bySignal);
  host.on('exit', once);
  // The monitor leaves it to Node to tell of the exception, which then appears on the main screen.
  host.on('uncaughtExceptionMonitor', once);
  host.on('disconnect', byParent);
  return release;
}

/** Written to any terminal, whatever state it is in, this gives it back. */
export const RESTORE = UPDATE.end + PLAIN + MOUSE_OFF + WRAP.on + CURSOR.show + ALTERNATE.off;

/** A terminal's input, as far as it has a raw mode. */
export interface Input {
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
