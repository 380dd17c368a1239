import { existsSync } from 'node:fs';
import { Exit, StarlingError } from '../../framework/errors.js';
import { nearest } from '../../framework/nearest.js';
import type { LibraryEntry } from '../../library/index.js';
import { importModel, isModule } from './import-model.js';

/** A model, and where it was found. */
export interface FoundModel {
  readonly entry: LibraryEntry;
  /** `library/<name>`, or the file of a module as it was typed. */
  readonly file: string;
}

/** Whether a word can only be the name of a model: no file, and not written as one. */
const isName = (word: string): boolean => /^[\w-]+$/.test(word) && !existsSync(word);

/**
 * The model that was asked for: by its name in the library, or by the file of a module of the user's own; undefined
 * where all words are scenario files.
 * @throws StarlingError for a name that no model has, a module without one, and a model beside other words
 */
export async function findModel(words: readonly string[]): Promise<FoundModel | undefined> {
  const word = words.find((each) => isModule(each) || isName(each));
  if (word === undefined) return undefined;
  if (words.length > 1) {
    throw new StarlingError(`a model runs by itself, and ${words.length} words are given`, {
      code: Exit.usage,
      place: word,
      hint: 'run models and scenario files one by one',
    });
  }
  return isModule(word) ? { entry: await importModel(word), file: word } : inLibrary(word);
}

/** A model of the library. @throws StarlingError where none has the name */
export async function inLibrary(name: string): Promise<FoundModel> {
  const { LIBRARY } = await import('../../library/index.js');
  const entry = LIBRARY.find((each) => each.name === name);
  if (entry !== undefined) return { entry, file: `library/${name}` };
  const names = LIBRARY.map((each) => each.name);
  const longer = names.filter((each) => each.startsWith(`${name}-`));
  const meant = longer.length > 0 ? longer.join(' or ') : nearest(name, names);
  throw new StarlingError(
    `no such file, and no model of this name${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    {
      code: Exit.usage,
      place: name,
      hint: 'name a readable .yaml file, a module of your own, or a model that `starling run --list` shows',
    },
  );
}
