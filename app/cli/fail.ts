import { Exit, StarlingError } from '../../framework/errors.js';
import { DeviceError } from '../../kernels/device/error.js';

/** What an error leads to: the text for stderr and the exit code. */
export interface Failure {
  readonly text: string;
  readonly code: number;
}

/** Our own errors in one clear message without a stack; anything else is a fault of ours and says so, with the stack. */
export function failure(error: unknown): Failure {
  if (error instanceof StarlingError) {
    const place = error.place === undefined ? '' : `${error.place}: `;
    const hint = error.hint === undefined ? '' : `\n  ${error.hint}`;
    return { text: printable(`starling: ${place}${error.message}${hint}`), code: error.code };
  }
  if (error instanceof DeviceError) {
    const code = error.fault === 'unknown' ? Exit.usage : Exit.failure;
    return { text: `starling: device ${error.device}: ${error.message}\n  ${error.hint}`, code };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `starling: an unexpected error, which is a fault of Starling. Please report it with the lines below.\n${stack}`,
    code: Exit.failure,
  };
}

/** Input is quoted in messages: nothing in it may reach the terminal as a command. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '·');
}
