import { existsSync } from 'node:fs';
import { Exit, StarlingError } from '../../framework/errors.js';
import { type Interruption, listenForSignals } from '../run/signals.js';
import type { Watch } from '../run/watch.js';
import { LEAST_SCREEN, openWatch, type ScreenSize } from '../tui/index.js';
import { note } from './output.js';
import type { RunOptions } from './run-options.js';

/**
 * Does work that can be watched and interrupted: opens the watch, and takes it down whatever happens.
 * @returns the exit code of the signal that ended it, undefined where none came
 */
export async function watching(
  title: string,
  options: Pick<RunOptions, 'tui' | 'record' | 'recordSize' | 'pace'>,
  work: (watch: Watch, signal: AbortSignal) => Promise<void>,
): Promise<Interruption['code']> {
  const watch = await openWatch({
    title,
    plain: options.tui === false,
    record: options.record,
    recordSize: screenSize(options.recordSize),
    pace: stepsPerSecond(options.pace),
  });
  const interruption = listenForSignals(
    (name) => {
      watch.say(`${name}: the run ends after this step; once more stops it at once`);
      watch.release?.();
    },
    async () => {
      await watch.close();
      note('starling: stopped at once; what was committed until now can be read');
    },
  );
  try {
    await work(watch, interruption.signal);
  } finally {
    await watch.close();
    interruption.release();
  }
  if (options.record !== undefined) {
    note(
      existsSync(options.record)
        ? `recorded ${options.record}`
        : `starling: ${options.record} could not be written`,
    );
  }
  return interruption.code;
}

/** @throws StarlingError for what is no number above 0 */
function stepsPerSecond(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const pace = Number(text);
  if (/\d/.test(text) && pace > 0 && Number.isFinite(1000 / pace)) return pace;
  throw new StarlingError(`${text} is no number of steps a second`, {
    code: Exit.usage,
    place: '--pace',
    hint: 'give a number above 0, such as 5, or 0.5 for a step every two seconds',
  });
}

/** Reads `100x30`. @throws StarlingError for anything else, and for less than the smallest screen */
export function screenSize(text: string | undefined): ScreenSize | undefined {
  if (text === undefined) return undefined;
  const [, columns, rows] = /^(\d{2,3})x(\d{2,3})$/.exec(text) ?? [];
  if (columns !== undefined && Number(columns) >= LEAST_SCREEN.columns && Number(rows) >= LEAST_SCREEN.rows) {
    return { columns: Number(columns), rows: Number(rows) };
  }
  throw new StarlingError(`${text} is no size of a screen`, {
    code: Exit.usage,
    place: '--record-size',
    hint: `give columns and rows, at least ${LEAST_SCREEN.columns}x${LEAST_SCREEN.rows}, such as 100x30`,
  });
}
