import { LineWatch } from './lines.js';
import { type OpenedWatch, PacedWatch } from './paced.js';
import type { ScreenSize } from './protocol.js';

export type { ScreenSize } from './protocol.js';
export { LEAST as LEAST_SCREEN } from './terminal/layout/frame.js';

interface WatchOptions {
  /** What the command runs. */
  readonly title: string;
  /** Lines, also on a terminal. */
  readonly plain: boolean;
  /** File to record the screen to (asciicast v2). */
  readonly record?: string | undefined;
  /** Size of the recorded screen where there is no terminal. */
  readonly recordSize?: ScreenSize | undefined;
  /** Steps a second at most; as many as there can be where undefined. */
  readonly pace?: number | undefined;
}

const SIZE: ScreenSize = { columns: 100, rows: 30 };

/**
 * How a run is shown: on a screen where stderr and stdin are a terminal, as lines where they are not, in CI, or on
 * request. A recording is drawn wherever it is asked for.
 */
export async function openWatch({ pace, ...options }: WatchOptions): Promise<OpenedWatch> {
  const watch = await opened(options);
  return pace === undefined ? watch : new PacedWatch(watch, pace);
}

async function opened({ title, ...options }: Omit<WatchOptions, 'pace'>): Promise<OpenedWatch> {
  const screen = screenFor(options);
  if (screen === undefined) return new LineWatch((line) => process.stderr.write(`${line}\n`));
  const { TerminalWatch } = await import('./host/terminal-watch.js');
  return new TerminalWatch({ title, record: options.record, ...screen });
}

/** The screen that something is shown on, also one for a recording alone; undefined where lines are all there is. */
export function screenFor({
  plain,
  record,
  recordSize,
}: Omit<WatchOptions, 'title' | 'pace'>): { readonly headless: ScreenSize | undefined } | undefined {
  const { env, stderr, stdin } = process;
  const isTerminal = stderr.isTTY && stdin.isTTY && env['TERM'] !== 'dumb' && !inCi(env) && !plain;
  if (!isTerminal && record === undefined) return undefined;
  return { headless: isTerminal ? undefined : (recordSize ?? SIZE) };
}

/** The rule of is-in-ci, which many tools follow. */
function inCi(env: NodeJS.ProcessEnv): boolean {
  if (env['CI'] === '0' || env['CI'] === 'false') return false;
  return Object.keys(env).some(
    (name) => name === 'CI' || name === 'CONTINUOUS_INTEGRATION' || name.startsWith('CI_'),
  );
}
