import { Exit } from '../../framework/errors.js';

export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code that the signal leads to; undefined while none came. */
  readonly code: number | undefined;
  /** Gives the signals back to the process. */
  release(): void;
}

const CODES = { SIGINT: Exit.sigint, SIGTERM: Exit.sigterm } as const;

/**
 * The first SIGINT or SIGTERM asks the run to end after its step; the second ends the process at once.
 * @param said called with the first signal
 * @param atOnce called before the process ends at the second: the terminal is put right there
 */
export function listenForSignals(
  said: (name: string) => void,
  atOnce: () => Promise<void> | void,
): Interruption {
  const abort = new AbortController();
  let code: number | undefined;
  let isLeaving = false;
  const handle = (name: keyof typeof CODES) => {
    if (code === undefined) {
      code = CODES[name];
      said(name);
      abort.abort();
    } else if (isLeaving) {
      // Whoever can't wait for the terminal to be put right need not.
      process.exit(CODES[name]);
    } else {
      isLeaving = true;
      void Promise.resolve(atOnce()).finally(() => process.exit(CODES[name]));
    }
  };
  const onInterrupt = () => handle('SIGINT');
  const onTerminate = () => handle('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    signal: abort.signal,
    get code() {
      return code;
    },
    release() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
