import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import type { Storage } from '../../library/index.js';
import { onDisk } from '../run/files.js';
import { packageFacts, packageRoot } from '../version.js';
import { nameFault } from './name.js';

/** Files of a scaffold by the path that they are kept at; npm would leave a real .gitignore out of the package. */
const FILES = (storage: Storage): readonly (readonly [from: string, to: string])[] => [
  [`${storage}/model.ts`, 'model.ts'],
  ['model.test.ts', 'model.test.ts'],
  ['package.json', 'package.json'],
  ['tsconfig.json', 'tsconfig.json'],
  ['README.md', 'README.md'],
  ['gitignore', '.gitignore'],
];

/**
 * Makes a folder with a small, whole model: the model, its test, and what compiles and runs them.
 * @returns the files that were written
 * @throws StarlingError for a name that no package may have, and a folder that exists
 */
export function scaffold(name: string, storage: Storage): string[] {
  const fault = nameFault(name);
  if (fault !== undefined) {
    throw new StarlingError(fault, {
      code: Exit.usage,
      place: name,
      hint: 'name it like a package: my-model',
    });
  }
  makeFolder(name);
  return FILES(storage).map(([from, to]) => {
    const text = filled(readFileSync(join(packageRoot, 'scaffold', from), 'utf8'), name);
    const path = join(name, to);
    onDisk(path, () => writeFileSync(path, text, { flag: 'wx' }));
    return path;
  });
}

function makeFolder(name: string): void {
  onDisk(name, () => {
    try {
      mkdirSync(name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      throw new StarlingError('it exists already, and nothing is written over it', {
        code: Exit.usage,
        place: name,
        hint: 'choose another name',
      });
    }
  });
}

/** A file of the scaffold with its places filled in. */
function filled(text: string, name: string): string {
  const { dependencies } = packageFacts();
  const places: Readonly<Record<string, string>> = {
    __NAME__: name,
    // Starling is where this program lies: a checkout, or the node_modules of a project.
    __STARLING__: `file:${relative(resolve(name), packageRoot).split(sep).join('/')}`,
    __TYPESCRIPT__: dependencies['typescript']!,
    __NODE_TYPES__: dependencies['@types/node']!,
  };
  return text.replaceAll(/__[A-Z_]+__/g, (place) => places[place] ?? place);
}
