import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `package.json` says that the program needs to know. */
export interface PackageFacts {
  readonly version: string;
  /** Ranges by name, development's own included. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The folder of this package: one up from here in a checkout, two in the built package. */
export const packageRoot: string = ['../package.json', '../../package.json']
  .map((up) => fileURLToPath(new URL(up, import.meta.url)))
  .filter((file) => existsSync(file) && read(file).name === 'starling')
  .map((file) => dirname(file))[0]!;

export function packageFacts(): PackageFacts {
  const { version = '0', dependencies, devDependencies } = read(`${packageRoot}/package.json`);
  return { version, dependencies: { ...devDependencies, ...dependencies } };
}

/** Version of this package. */
export const version = (): string => packageFacts().version;

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function read(file: string): Package {
  return JSON.parse(readFileSync(file, 'utf8')) as Package;
}
