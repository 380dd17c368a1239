import { expect } from 'vitest';
import { commandFailure } from '../../../app/cli/command-failure.js';
import { InvalidInput, loadScenario, loadSettings } from '../../../app/config/index.js';
import { Exit, RandomStreams } from '../../../framework/index.js';
import { csvTraffic } from '../../../model/parameters.js';
import { openCapture } from '../../../model/traffic/capture/index.js';
import type { Folder } from '../starling.js';
import type { Input } from './inputs.js';

const settings = loadSettings({ config: undefined, variables: {} });
const NAMES = { scenario: 'input.yaml', config: 'settings.yaml', csv: 'input.csv' } as const;

/** What the command line says to an input and the place that it must name; undefined where it is accepted. */
export function answer({ kind, bytes }: Input, folder: Folder): { text: string; place: string } | undefined {
  const file = folder.write(NAMES[kind], bytes);
  try {
    if (kind === 'scenario') loadScenario(file, settings);
    else if (kind === 'config') loadSettings({ config: file, variables: {} });
    else {
      const mapping = csvTraffic.parse({
        source: 'csv',
        file,
        time: 't',
        host: 'h',
        label: 'label',
        warmUp: 5,
        step: 5,
      });
      const streams = new RandomStreams(1);
      openCapture(mapping, { dataFolder: folder.path, baseFolder: folder.path, subsample: 2, streams });
    }
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInput) {
      for (const { message, remedy } of error.problems) {
        expect(remedy !== undefined || /expected|did you mean/.test(message), message).toBe(true);
      }
    }
    const { text, code } = commandFailure(error);
    expect(code, text).toBe(Exit.usage);
    return { text, place: file };
  }
}

/** Place and remedy, no stack, nothing that a terminal would act on. */
export function expectClear({ text, place }: { text: string; place: string }): void {
  expect(text).toMatch(/^starling: /);
  expect(text).toContain(place);
  expect(text).not.toMatch(/^\s+at .*[:(]/m);
  expect(text.length).toBeLessThan(12_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
}
