import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { InvalidInput, loadSettings, parseSet } from '../../../../app/config/index.js';
import { loadSweep } from '../../../../app/sweep/file/index.js';
import { inRepository } from '../../starling.js';

export const SMALL = `
name: small
seed: 7
agents: 8
steps: 3
traffic: { source: synthetic, records: 4, features: 3 }
detector: { trees: 3, subsample: 4, window: 8 }
`;

/** A folder with the scenario `small.yaml` and other files, for the tests of one file. */
export function sweepFolder(files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'starling-sweep-'));
  const write = (name: string, text: string): string => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  for (const [name, text] of Object.entries({ 'small.yaml': SMALL, ...files })) write(name, text);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  interface Given {
    readonly set?: readonly string[];
    readonly variables?: Readonly<Record<string, string>>;
  }

  /** Loads a sweep of this text; warnings come beside it. */
  async function load(text: string, { set = [], variables = {} }: Given = {}) {
    const settings = loadSettings({ config: inRepository('config.yaml'), variables });
    const warnings: string[] = [];
    const file = write('sweep.yaml', text);
    const sweep = await loadSweep(file, settings, set.map(parseSet), (line) => warnings.push(line));
    return { sweep, warnings };
  }

  /** `place path: message | remedy` of every problem of a text, places relative to the folder. */
  async function problems(text: string, given: Given = {}): Promise<string[]> {
    try {
      await load(text, given);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return error.problems.map(({ place, path, message, remedy }) =>
        `${place} ${path}: ${message} | ${remedy}`.replaceAll(`${folder}/`, ''),
      );
    }
    return [];
  }

  return { folder, write, load, problems };
}
