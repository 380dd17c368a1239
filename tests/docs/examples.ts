import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRepository } from '../app/starling.js';
import { blockAfter } from './pages.js';

/**
 * Tests that each example of a page (`<!-- example: name.ts -->`) passes the type check as a reader's program would, runs,
 * and prints what the page shows (`<!-- output: name -->`).
 */
export function testExamples(path: string): void {
  const page = readFileSync(inRepository(path), 'utf8');
  const examples = Array.from(page.matchAll(/<!-- example: (\w+)\.ts -->/g), ([, name]) => name!);
  let project: string;

  function run(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'starling-examples-'));
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(inRepository('.'), join(project, 'node_modules/starling'));
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    for (const name of examples)
      writeFileSync(join(project, `${name}.ts`), blockAfter(`example: ${name}.ts`, page));
    run(
      inRepository('node_modules/typescript/bin/tsc'),
      ...['--strict', '--noUncheckedIndexedAccess', '--noImplicitOverride', '--skipLibCheck'],
      ...['--module', 'nodenext', '--target', 'es2022'],
      ...['--types', 'node', '--typeRoots', inRepository('node_modules/@types')],
      ...examples.map((name) => `${name}.ts`),
    );
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('the page has examples', () => {
    expect(examples).not.toEqual([]);
  });

  test.each(examples)('%s passes the type check, runs, and prints what the page shows', (name) => {
    expect(run(`${name}.js`)).toBe(blockAfter(`output: ${name}`, page));
  });
}
