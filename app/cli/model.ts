import { existsSync } from 'node:fs';
import { z } from 'zod';
import { Exit, StarlingError } from '../../framework/errors.js';
import { nearest } from '../../framework/nearest.js';
import type { LibraryEntry } from '../../library/index.js';
import { loadModel } from '../config/index.js';
import { settingsOf } from './options.js';
import { result, warn } from './output.js';
import { type RunOptions, runOverrides } from './run-options.js';
import { watching } from './watching.js';

/** Whether a word can only be the name of a model: no file, and not written as one. */
const isName = (word: string): boolean => /^[\w-]+$/.test(word) && !existsSync(word);

/**
 * The model of the library that was asked for; undefined where all words are files.
 * @throws StarlingError for a name that no model has, and for a model beside other words
 */
export async function modelNamed(words: readonly string[]): Promise<LibraryEntry | undefined> {
  const name = words.find(isName);
  if (name === undefined) return undefined;
  const { LIBRARY } = await import('../../library/index.js');
  const entry = LIBRARY.find((each) => each.name === name);
  if (entry === undefined) {
    const meant = nearest(
      name,
      LIBRARY.map((each) => each.name),
    );
    throw new StarlingError(
      `no such file, and no model of this name${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      {
        code: Exit.usage,
        place: name,
        hint: 'name a readable .yaml file, or a model that `starling run --list` shows',
      },
    );
  }
  if (words.length > 1) {
    throw new StarlingError(`a model runs by itself, and ${words.length} words are given`, {
      code: Exit.usage,
      place: name,
      hint: 'run models and scenario files one by one',
    });
  }
  return entry;
}

/** `starling run MODEL`. */
export async function runModel(entry: LibraryEntry, options: RunOptions): Promise<void> {
  const overrides = runOverrides(options);
  const settings = settingsOf(options, warn, overrides);
  const loaded = loadModel(entry, settings, overrides);
  const { executeModel, modelText } = await import('../run/model.js');
  const { out, verbose = false } = options;
  let text = '';
  const code = await watching(entry.name, options, async (watch, signal) => {
    const run = await executeModel({ loaded, settings, watch, signal, out, verbose });
    text = options.json === true ? JSON.stringify(run.json, null, 2) : `${modelText(run)}\n`;
  });
  result(text);
  if (code !== undefined) process.exitCode = code;
}

/** Names, descriptions and parameters of the library. */
export async function modelList(): Promise<string> {
  const { LIBRARY } = await import('../../library/index.js');
  return LIBRARY.map(listed).join('\n\n');
}

function listed({ name, description, steps, scenario }: LibraryEntry): string {
  const { properties = {} } = z.toJSONSchema(scenario.schema, { io: 'input' });
  const rows = Object.entries(properties).map(([key, property]) => {
    const { description: text = '', default: value } = typeof property === 'object' ? property : {};
    return { key, value: String(value), text };
  });
  const keys = Math.max(...rows.map(({ key }) => key.length));
  const values = Math.max(...rows.map(({ value }) => value.length));
  return [
    `${name}: ${description}; ${steps} steps`,
    ...rows.map(({ key, value, text }) => `  ${key.padEnd(keys)}  ${value.padEnd(values)}  ${text}`),
  ].join('\n');
}
