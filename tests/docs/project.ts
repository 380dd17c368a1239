import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inRepository } from '../app/starling.js';

/** A reader's project: an empty folder in which `starling` is installed. */
export class Project {
  /** Where it lies. */
  readonly path = mkdtempSync(join(tmpdir(), 'starling-page-'));

  constructor() {
    mkdirSync(join(this.path, 'node_modules'));
    symlinkSync(inRepository('.'), join(this.path, 'node_modules/starling'));
    this.write('package.json', '{ "type": "module" }');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  /** Runs Node there, which has to end well; answers what it printed. */
  run(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, {
      cwd: this.path,
      encoding: 'utf8',
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  /** Checks types as strictly as this repository does, and compiles. */
  compile(...files: string[]): void {
    this.run(
      inRepository('node_modules/typescript/bin/tsc'),
      ...['--strict', '--noUncheckedIndexedAccess', '--noImplicitOverride', '--skipLibCheck'],
      ...['--module', 'nodenext', '--target', 'es2022'],
      ...['--types', 'node', '--typeRoots', inRepository('node_modules/@types')],
      ...files,
    );
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
