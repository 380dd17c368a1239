import { Exit, StarlingError } from '../../framework/errors.js';
import { clip } from './origin.js';

/** One thing wrong with what was given: where, at which path, and what to do. */
export interface Problem {
  /** `file:line:column`, a flag, or a variable. */
  readonly place: string;
  /** Path of the value, where there is one. */
  readonly path: string | undefined;
  readonly message: string;
  readonly remedy: string | undefined;
}

/** Most problems that one message lists. */
export const MOST_PROBLEMS = 20;

/** Wrong input, all its problems at once; the command line prints it and exits 2. */
export class InvalidInput extends StarlingError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const first = problems[0]!;
    super(describe(problems), {
      code: Exit.usage,
      ...(problems.length === 1
        ? { place: first.place, ...(first.remedy === undefined ? {} : { hint: first.remedy }) }
        : {}),
    });
    this.problems = problems;
  }
}

/** Throws one problem. */
export function refuse(place: string, message: string, remedy?: string): never {
  throw new InvalidInput([{ place, path: undefined, message, remedy }]);
}

function line({ path, message }: Problem): string {
  return path === undefined ? message : `${clip(path, 100)}: ${message}`;
}

function describe(problems: readonly Problem[]): string {
  if (problems.length === 1) return line(problems[0]!);
  const lines = problems
    .slice(0, MOST_PROBLEMS)
    .map(
      (each) => `  ${each.place}  ${line(each)}${each.remedy === undefined ? '' : `\n      ${each.remedy}`}`,
    );
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) lines.push(`  … and ${more} more`);
  return `${problems.length} problems\n${lines.join('\n')}`;
}
