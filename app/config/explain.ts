import type { z } from 'zod';
import type { Guide } from './guide.js';
import { type Origin, placeOf, shown } from './origin.js';
import { formatPath, type Path } from './path.js';
import type { Problem } from './problems.js';
import { children, type Tree } from './tree.js';

type Issue = z.core.$ZodIssue;

/** Checks a tree against a schema; every fault becomes a problem with its place, path and what was expected. */
export function checked<S extends z.ZodType>(
  schema: S,
  tree: Tree,
  guide: Guide,
  whole: string,
): { readonly value: z.output<S> } | { readonly problems: Problem[] } {
  const result = schema.safeParse(tree.value);
  if (result.success) return { value: result.data };
  const problems = result.error.issues.flatMap((issue) => explain(issue, tree, guide, whole));
  return { problems: inOrder(problems) };
}

/** A problem at a path of the tree: for checks that a schema cannot make. */
export function problemAt(tree: Tree, path: Path, whole: string, message: string, remedy?: string): Problem {
  return { place: place(tree.near(path), whole), path: formatPath(path), message, remedy };
}

function place(origin: Origin | undefined, whole: string): string {
  return origin === undefined ? whole : placeOf(origin);
}

function explain(issue: Issue, tree: Tree, guide: Guide, whole: string): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const full = [...path, key];
      const meant = guide.meant(path, key, tree.value);
      const known = guide.keys(path, tree.value).join(', ');
      return {
        place: place(tree.near(full, 'key'), whole),
        path: formatPath(full),
        message: `unknown key${meant === undefined ? '' : `; did you mean ${meant}?`}`,
        remedy: meant === undefined ? `known here: ${known}` : undefined,
      };
    });
  }
  if (issue.code === 'invalid_union') {
    const deeper = issue.errors.flat().filter((inner) => inner.path.length > 0);
    if (deeper.length > 0) {
      return deeper.flatMap((inner) =>
        explain({ ...inner, path: [...path, ...inner.path] }, tree, guide, whole),
      );
    }
  }
  const value = tree.get(path);
  const expected = issue.code === 'custom' ? issue.message : `expected ${guide.expected(path, tree.value)}`;
  // A check of several parameters may find fault with a default.
  const isDefault = issue.code === 'custom' && value === undefined;
  const got = isDefault ? '' : value === undefined ? '; it is missing' : `; got ${summary(value)}`;
  const meant = typeof value === 'string' ? guide.word(path, value, tree.value) : undefined;
  return [
    {
      place: place(tree.near(path), whole),
      path: formatPath(path),
      message: `${expected}${got}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      remedy: undefined,
    },
  ];
}

function summary(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'nothing (null)';
  if (typeof value === 'object') {
    const keys = children(value).map(([key]) => String(key));
    return keys.length === 0 ? 'no keys' : `keys (${shown(keys.slice(0, 3).join(', '))})`;
  }
  return shown(value);
}

/** By line and column where two problems are of one file; equal ones once. */
function inOrder(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  const unique = problems.filter((each) => {
    const key = `${each.place} ${each.path} ${each.message}`;
    return !seen.has(key) && seen.add(key);
  });
  const position = (each: Problem) => {
    const match = /:(\d+):(\d+)$/.exec(each.place);
    return match === null ? [0, 0] : [Number(match[1]), Number(match[2])];
  };
  return unique.sort((a, b) => {
    const [lineA, columnA] = position(a);
    const [lineB, columnB] = position(b);
    return lineA! - lineB! || columnA! - columnB!;
  });
}
