import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { LibraryEntry, Storage } from '../../library/index.js';
import { SECTIONS } from './settings.js';

/** Keys of a run that no parameter may be named after. */
const TAKEN: readonly string[] = [
  ...['name', 'model', 'description', 'seed', 'steps', 'storage', 'replications', 'environment'],
  ...SECTIONS,
];

const STORAGES: readonly Storage[] = ['objects', 'columns'];

/** Whether a word is the file of a module. */
export const isModule = (word: string): boolean => /\.[cm]?[jt]s$/.test(word);

/**
 * The model that a module of the user's own exports as `entry`.
 * @throws StarlingError for a file that is not there, a module that can't be loaded, and an export that is no model
 */
export async function importModel(file: string): Promise<LibraryEntry> {
  const path = resolve(file);
  if (!existsSync(path)) throw unusable(file, 'no such file');
  const { entry } = await load(path, file);
  const fault = entry === undefined ? 'the module exports no `entry`' : faultOf(entry);
  if (fault !== undefined) {
    throw unusable(file, fault, 'export const entry: LibraryEntry (from starling/library) = { name, … }');
  }
  return entry as LibraryEntry;
}

async function load(path: string, file: string): Promise<{ readonly entry?: unknown }> {
  if (/ts$/.test(extname(path)) && !takesTypes()) {
    throw unusable(
      file,
      `Node ${process.versions.node} does not run TypeScript`,
      'compile it (npx tsc) and name the .js file, or use Node 22.18 or newer',
    );
  }
  try {
    return (await import(pathToFileURL(path).href)) as { readonly entry?: unknown };
  } catch (error) {
    throw unusable(file, `the module can't be loaded: ${String(error)}`, undefined, error);
  }
}

/** Node 22.18 and 24 strip types by themselves. */
const takesTypes = (): boolean => 'typescript' in process.features && process.features.typescript !== false;

/** What keeps a value from being a model, or undefined. */
function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return '`entry` is no object';
  const entry = value as Partial<Record<keyof LibraryEntry, unknown>>;
  const { name, description, steps, storages, create } = entry;
  const shape = (entry.scenario as Partial<LibraryEntry['scenario']> | undefined)?.schema?.shape;
  if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name))
    return '`entry.name` is a name of lower-case letters, digits, dots, hyphens and underscores';
  if (typeof description !== 'string') return '`entry.description` is a line of text';
  if (shape === undefined) return '`entry.scenario` is what `scenario({ … })` of starling makes';
  if (!Number.isSafeInteger(steps) || (steps as number) < 1) return '`entry.steps` is a whole number from 1';
  if (
    !Array.isArray(storages) ||
    storages.length === 0 ||
    !storages.every((each) => STORAGES.includes(each as Storage))
  )
    return "`entry.storages` is a list of 'objects', 'columns' or both";
  if (typeof create !== 'function') return '`entry.create` is a function that makes the model';
  const taken = Object.keys(shape).find((key) => TAKEN.includes(key));
  return taken === undefined
    ? undefined
    : `a parameter cannot be named '${taken}': a run has that key already`;
}

const unusable = (place: string, message: string, hint?: string, cause?: unknown): StarlingError =>
  new StarlingError(message, { code: Exit.usage, place, hint, cause });
