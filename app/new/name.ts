import { builtinModules } from 'node:module';

/** Names that a package of one's own can't have: those of Node's modules, of npm's folders, and of what it needs. */
const TAKEN: ReadonlySet<string> = new Set([
  ...builtinModules,
  'node_modules',
  'starling',
  'zod',
  'typescript',
]);

/** Why a name is no package's, or undefined where it may be one. */
export function nameFault(name: string): string | undefined {
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name))
    return 'expected lower-case letters, digits, dots, hyphens and underscores, at most 64, first a letter or digit';
  return TAKEN.has(name) ? 'this name is taken: npm would mean something else by it' : undefined;
}
