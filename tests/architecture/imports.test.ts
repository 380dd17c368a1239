import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importsOf } from './imports-of.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** app → model, library → framework → kernels; a layer may use any below it, and nothing else of ours. */
const below: Record<string, readonly string[]> = {
  kernels: [],
  framework: ['kernels'],
  model: ['framework', 'kernels'],
  library: ['framework', 'kernels'],
  app: ['model', 'library', 'framework', 'kernels'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function sources(folder: string): string[] {
  let entries: string[];
  try {
    entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return entries
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
}

function ownImports(folder: string): Import[] {
  return sources(folder).flatMap((from) =>
    importsOf(readFileSync(join(root, from), 'utf8'))
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => ({
        from,
        to: relative(root, resolve(root, dirname(from), specifier)).replaceAll('\\', '/'),
      })),
  );
}

/** `imports` that leave `layer` for a folder that it may not use, as readable lines. */
function offences(layer: string, imports: readonly Import[]): string[] {
  const allowed = new Set([layer, ...below[layer]!]);
  return imports
    .filter(({ to }) => !allowed.has(to.split('/')[0]!))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** What decides must not see what scores: truth labels are read in model/measures only. */
function truthReaders(imports: readonly Import[]): string[] {
  return imports
    .filter(({ from, to }) => from.startsWith('model/stages/') && to.startsWith('model/measures'))
    .map(({ from, to }) => `${from} imports ${to}`);
}

test('the layers hold files, so that the rule has something to hold', () => {
  for (const layer of Object.keys(below)) expect(sources(layer), layer).not.toEqual([]);
  expect(ownImports('kernels').length).toBeGreaterThan(3);
});

describe.each(Object.keys(below))('%s', (layer) => {
  test('imports only what lies below it', () => {
    expect(offences(layer, ownImports(layer))).toEqual([]);
  });
});

test('no stage of the security model sees the measures, which hold the truth', () => {
  expect(truthReaders(ownImports('model'))).toEqual([]);
});

test('an import that points up is found, in every form it can take', () => {
  const text = `
    import type { A } from '../model/a.js';
    import { b,
      c } from "../app/b.js";
    export * from '../framework/c.js';
    import '../library/d.js';
    const e = await import('../model/e.js');
    // import { x } from '../app/comment.js';
  `;
  const imports = importsOf(text).map((to) => ({ from: 'kernels/x.ts', to: to.slice(3) }));
  expect(offences('kernels', imports)).toEqual([
    'kernels/x.ts imports model/a.js',
    'kernels/x.ts imports app/b.js',
    'kernels/x.ts imports framework/c.js',
    'kernels/x.ts imports library/d.js',
    'kernels/x.ts imports model/e.js',
  ]);
  expect(truthReaders([{ from: 'model/stages/detect.ts', to: 'model/measures/truth.js' }])).toHaveLength(1);
});
