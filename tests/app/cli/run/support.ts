import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Folder, starling, TINY } from '../../starling.js';

/** A folder to run the program in, with a scenario of well under a second; it goes after the tests of the file. */
export function workplace() {
  const folder = new Folder();
  afterAll(() => folder.remove());
  const tiny = folder.write('tiny.yaml', TINY);
  const { path: cwd } = folder;
  const run = (...words: string[]) => starling(['run', ...words, '--device', 'cpu'], { cwd });
  const read = (...parts: string[]) => JSON.parse(readFileSync(join(cwd, ...parts), 'utf8'));
  return { folder, tiny, cwd, run, read };
}

/** The documented keys of a run's answer, in their order. */
export const KEYS = [
  'scenario',
  'seed',
  'agents',
  'steps',
  'device',
  'digest',
  'timing',
  'outcome',
  'consensus',
  'learn',
  'ledger',
  'memory',
];
