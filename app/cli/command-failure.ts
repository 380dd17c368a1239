import { CommanderError } from 'commander';
import { Exit } from '../../framework/errors.js';
import { type Failure, failure } from './fail.js';

/** As `failure`, of a command: what Commander refuses it has said itself. */
export function commandFailure(error: unknown): Failure {
  if (error instanceof CommanderError) return { text: '', code: error.exitCode === 0 ? Exit.ok : Exit.usage };
  return failure(error);
}
