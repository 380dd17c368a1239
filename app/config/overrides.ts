import { parseValue } from './document.js';
import { type Origin, placeOf } from './origin.js';
import { FORBIDDEN_KEYS, type Path, parsePath } from './path.js';
import { refuse } from './problems.js';
import { SECTIONS } from './settings.js';
import type { Tree } from './tree.js';

/** One value given on the command line, by its own flag or by `--set`. */
export interface Override {
  readonly path: Path;
  /** undefined removes what a file says. */
  readonly value: unknown;
  readonly origin: Origin;
}

/** Reads `path=value`: the value is YAML, and null or nothing removes the key. @throws InvalidInput */
export function parseSet(text: string): Override {
  const origin: Origin = { kind: 'set', text };
  const cut = text.indexOf('=');
  const remedy = 'write --set path=value, such as --set detector.trees=50';
  if (cut <= 0) refuse(`--set ${text.slice(0, 80)}`, 'expected path=value', remedy);
  const path = parsePath(text.slice(0, cut).trim());
  if (path === undefined || path.length > 16) {
    return refuse(`--set ${text.slice(0, 80)}`, 'the part before = is no path', remedy);
  }
  if (path.some((part) => FORBIDDEN_KEYS.has(String(part)))) {
    refuse(`--set ${text.slice(0, 80)}`, 'this key is refused: it would reach a prototype', remedy);
  }
  return { path, value: parseValue(text.slice(cut + 1), origin) ?? undefined, origin };
}

/** A value given by a flag of its own, as YAML, so that a number is a number. @throws InvalidInput */
export function parseFlag(name: string, path: string, text: string): Override {
  const origin: Origin = { kind: 'flag', name };
  return { path: path.split('.'), value: parseValue(text, origin), origin };
}

/** Whether an override is of the settings (config.yaml), not of the scenario. */
export const ofSettings = ({ path }: Pick<Override, 'path'>): boolean =>
  path[0] === 'environment' || SECTIONS.includes(String(path[0]));

/** Lays overrides over a tree, in order. @throws InvalidInput where one reaches into a single value */
export function applyOverrides(tree: Tree, overrides: readonly Override[]): void {
  for (const { path, value, origin } of overrides) {
    const blocked = tree.set(path, value, origin);
    if (blocked === undefined) continue;
    refuse(placeOf(origin), blocked, 'see `starling config show --resolved FILE` for the paths');
  }
}
