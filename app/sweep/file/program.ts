import { Exit, StarlingError } from '../../../framework/errors.js';
import { codeOf } from '../../run/code.js';
import { version } from '../../version.js';
import type { LoadedSweep } from './loaded.js';

/**
 * Refuses to go on with a sweep whose runs would come from another program than their keys say.
 * @param folder of the sweep, for the message
 * @throws StarlingError for another version of Starling, and for a module whose code has changed
 */
export function requireSameProgram(
  { version: before, code, subject }: Pick<LoadedSweep, 'version' | 'code' | 'subject'>,
  folder: string,
): void {
  const refuse = (message: string, hint: string): never => {
    throw new StarlingError(message, { code: Exit.usage, place: folder, hint });
  };
  if (before !== version())
    refuse(
      `the sweep was begun with Starling ${before}, this is ${version()}`,
      'go on with it with that version, or begin it anew',
    );
  if (subject.kind === 'model' && codeOf(subject.model) !== code)
    refuse(
      `the code beside ${subject.model} is no longer what the sweep was begun with`,
      'put it back as it was, or begin the sweep anew',
    );
}
