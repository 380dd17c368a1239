import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { Folder, inRepository } from './starling.js';

/** Packages that a project of a user's own has beside starling, and programs of theirs. */
const PACKAGES = ['zod', 'typescript', '@types/node'];

/** Puts in `folder` what npm would install there for a scaffold, by links, so that no network is needed. */
export function install(folder: string): void {
  const link = (target: string, ...at: string[]) => {
    const path = join(folder, 'node_modules', ...at);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  };
  link(inRepository('.'), 'starling');
  for (const name of PACKAGES) link(inRepository(`node_modules/${name}`), name);
  link(inRepository('dist/app/cli/main.js'), '.bin', 'starling');
  link(inRepository('node_modules/typescript/bin/tsc'), '.bin', 'tsc');
}

/** A user's project: a temporary folder in which starling is installed. */
export class Project extends Folder {
  constructor() {
    super();
    install(this.path);
    writeFileSync(join(this.path, 'package.json'), '{ "type": "module", "private": true }');
  }

  /** Runs Node on words; what it printed, where it ended well. */
  node(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      cwd: this.path,
      encoding: 'utf8',
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  /** Checks the types of files as strictly as this repository does, and compiles them. */
  compile(...files: string[]): string {
    return this.node(
      'node_modules/typescript/bin/tsc',
      ...['--strict', '--noUncheckedIndexedAccess', '--noImplicitOverride', '--skipLibCheck'],
      ...['--exactOptionalPropertyTypes', '--verbatimModuleSyntax', '--erasableSyntaxOnly'],
      ...['--rewriteRelativeImportExtensions', '--module', 'nodenext', '--target', 'es2022'],
      ...['--types', 'node'],
      ...files,
    );
  }
}
