import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { Folder, TINY } from '../../starling.js';
import { type TerminalOptions, TestTerminal } from './terminal.js';

/** A folder for the runs of a file of tests, and the scenario that they run. */
export const folder = new Folder();
afterAll(() => folder.remove());
export const tiny = folder.write('tiny.yaml', TINY);
let runs = 0;

/** A run of `steps` steps in a terminal; `out` is its folder. */
export function watch(steps: number, options: Partial<TerminalOptions> = {}, ...words: readonly string[]) {
  const out = join(folder.path, `run-${runs++}`);
  const terminal = new TestTerminal(
    ['run', tiny, '--device', 'cpu', '--steps', String(steps), '--out', out, ...words],
    { cwd: folder.path, ...options },
  );
  const read = (name: string) => readFileSync(join(out, name), 'utf8');
  return { terminal, manifest: () => JSON.parse(read('manifest.json')), log: () => read('log.jsonl') };
}

/** More steps than any test waits for. */
export const ENDLESS = 1_000_000;
export const isRunning = (screen: string): boolean => /step\s+[1-9]/i.test(screen);
/** Steps done, whose thousands are grouped. */
export const stepOf = (screen: string): number =>
  Number(/step\s+([\d\s]+)\//i.exec(screen)?.[1]?.replaceAll(/\s/g, '') ?? -1);

/** The main screen with its cursor, as it was found. */
export function expectRestored(terminal: TestTerminal): void {
  expect(terminal.isAlternate).toBe(false);
  expect(terminal.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.text.lastIndexOf('\u001b[?25l'));
}
