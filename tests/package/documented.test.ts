import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRepository } from '../app/starling.js';
import { type Declaration, declarationsOf } from './declarations.js';

/** Names and members without a docstring, as readable lines. */
function undocumented(declarations: readonly Declaration[]): string[] {
  const known = new Map(declarations.map((each) => [each.name, each]));
  const isInherited = ({ of }: Declaration, member: string): boolean =>
    of.some((name) => {
      const parent = known.get(name);
      if (parent === undefined) return false;
      const own = parent.members.find((each) => each.name === member);
      return own?.isDocumented === true || isInherited(parent, member);
    });
  return declarations.flatMap((each) => [
    ...(each.isDocumented ? [] : [`${each.place} ${each.name}`]),
    ...each.members
      .filter(({ name, isDocumented }) => !isDocumented && !isInherited(each, name))
      .map(({ name }) => `${each.place} ${each.name}.${name}`),
  ]);
}

const exported = declarationsOf(inRepository('framework/index.ts'));

test('the declarations behind the exports are found', async () => {
  const framework = await import('../../framework/index.js');
  const names = exported.map(({ name }) => name);
  for (const name of Object.keys(framework)) expect(names).toContain(name);
  expect(names).toContain('ModelOptions');
  expect(new Set(names).size).toBe(names.length);
});

test('every public name of starling, and every member of it, has a docstring', () => {
  const repository = inRepository('.');
  expect(undocumented(exported).map((line) => line.replace(repository, ''))).toEqual([]);
});

test('a name or member without one would be seen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'starling-docs-'));
  try {
    const file = join(folder, 'index.ts');
    writeFileSync(
      file,
      `
/** A parent. */
export interface Parent {
  /** Told here. */
  told(): void;
  silent: number;
}
/** A child. */
export class Child implements Parent {
  #hidden = 1;
  private own = 2;
  constructor() { this.own = this.#hidden; }
  told(): void {}
  silent = this.own;
  // A comment is no docstring.
  bare(): void {}
  /** An overload is told once. */
  over(of: string): void;
  over(of: unknown): void { void of; }
}
export const loose = 1;
/** A type. */
export type Typed = { of: number };
`,
    );
    expect(undocumented(declarationsOf(file)).map((line) => line.split(' ').at(-1))).toEqual([
      ...['Parent.silent', 'Child.silent', 'Child.bare', 'loose'],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
