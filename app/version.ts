import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `package.json` says that the program needs to know. */
export interface PackageFacts {
  readonly version: string;
  /** Ranges by name, development's own included. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The folder of this package: above this file in a checkout, and above what it is built into. */
export const packageRoot: string = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** Path of a program of this package; in a checkout it has to be built. */
export const programPath = (name: string): string => join(packageRoot, 'dist', `${name}.js`);

let facts: PackageFacts | undefined;

export function packageFacts(): PackageFacts {
  facts ??= readFacts();
  return facts;
}

/** Version of this package. */
export const version = (): string => packageFacts().version;

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readFacts(): PackageFacts {
  const { version = '0', dependencies, devDependencies } = read(`${packageRoot}/package.json`);
  return { version, dependencies: { ...devDependencies, ...dependencies } };
}

function rootAbove(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file) && read(file).name === 'starling') return folder;
  if (dirname(folder) === folder)
    throw new Error(`no package.json of Starling lies above ${import.meta.url}`);
  return rootAbove(dirname(folder));
}

function read(file: string): Package {
  return JSON.parse(readFileSync(file, 'utf8')) as Package;
}
