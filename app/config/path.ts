/** Where a value sits in a tree of settings: keys of groups and indices of lists. */
export type Path = readonly (string | number)[];

/** Keys that would reach an object's prototype: refused wherever a key can be written. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** `traffic.campaigns[0].rate`, as people write it; the root is `(top level)`. */
export function formatPath(path: Path): string {
  if (path.length === 0) return '(top level)';
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/** Reads `a.b[0].c` or `a.b.0.c`; undefined where the text is no path. */
export function parsePath(text: string): Path | undefined {
  const parts: (string | number)[] = [];
  for (const piece of text.split('.')) {
    const match = /^([^[\]]+)((?:\[\d{1,7}\])*)$/.exec(piece);
    if (match === null) return undefined;
    const key = match[1]!;
    parts.push(/^\d{1,7}$/.test(key) ? Number(key) : key);
    for (const index of match[2]!.matchAll(/\d+/g)) parts.push(Number(index[0]));
  }
  return typeof parts[0] === 'string' ? parts : undefined;
}
