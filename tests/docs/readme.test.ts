import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Folder, inRepository, starling } from '../app/starling.js';
import { withData } from '../support/data.js';
import { blockAfter } from './pages.js';

const readme = readFileSync(inRepository('README.md'), 'utf8');

/** A reader's project: an empty folder in which `starling` is installed. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'starling-readme-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(inRepository('.'), join(project, 'node_modules/starling'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** Checks types as strictly as this repository does, and compiles. */
const compile = (file: string): string =>
  run(
    inRepository('node_modules/typescript/bin/tsc'),
    ...['--strict', '--noUncheckedIndexedAccess', '--noImplicitOverride', '--skipLibCheck'],
    ...['--module', 'nodenext', '--target', 'es2022'],
    ...['--types', 'node', '--typeRoots', inRepository('node_modules/@types')],
    file,
  );

describe('a model of your own', () => {
  test('passes the type check, runs, and prints what the page shows', () => {
    writeFileSync(join(project, 'rumour.ts'), blockAfter('example: rumour.ts', readme));
    compile('rumour.ts');
    expect(run('rumour.js')).toBe(blockAfter('output: rumour', readme));
  });
});

test('the observer of docs/model.md runs and sees every stage', () => {
  const page = readFileSync(inRepository('docs/model.md'), 'utf8');
  writeFileSync(join(project, 'observer.ts'), blockAfter('example: observer.ts', page));
  compile('observer.ts');
  const out = run('observer.js');
  for (const stage of ['traffic', 'detect', 'sign', 'broadcast', 'validate', 'agree', 'learn', 'record'])
    expect(out).toContain(`9 ${stage} `);
  expect(out).toMatch(/[0-9a-f]{64}\n$/);
});

withData('westermo', (folder) =>
  test('the forest alone gives the figures that the page shows', async () => {
    const cwd = new Folder();
    try {
      const { code, out } = await starling(
        [
          ...['detect', join(folder, 'dev_left.csv'), '--label', 'NST_M_Label', '--json'],
          ...['--fit-where', 'startOffset < 1360 && NST_M_Label == Normal'],
        ],
        { cwd: cwd.path },
      );
      expect(code).toBe(0);
      const { auroc } = JSON.parse(out) as { auroc: { mean: number; sd: number } };
      expect(blockAfter('output: detect', readme)).toContain(
        `AUROC   ${auroc.mean.toFixed(4)} ± ${auroc.sd.toFixed(4)}`,
      );
    } finally {
      cwd.remove();
    }
  }),
);
