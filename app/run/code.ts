import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { isModule } from '../config/import-model.js';

const CODE = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']);

/**
 * SHA-256 over the code beside a module of the user's own, its folder and those below, packages left out; undefined for
 * what is no such module. By it a checkpoint knows the rules that it was written under.
 */
export function codeOf(file: string): string | undefined {
  const path = resolve(file);
  if (!isModule(file) || !existsSync(path)) return undefined;
  const hash = createHash('sha256');
  for (const name of codeIn(dirname(path)))
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(dirname(path), name)))
      .update('\0');
  return hash.digest('hex');
}

/** Paths relative to a folder, in order. */
function codeIn(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = join(below, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      if (entry.isDirectory())
        return existsSync(join(folder, name, 'manifest.json')) ? [] : codeIn(folder, name);
      return entry.isFile() && CODE.has(extname(name)) ? [name] : [];
    });
}
