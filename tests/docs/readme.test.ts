import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Folder, inRepository, starling } from '../app/starling.js';
import { withData } from '../support/data.js';
import { blockAfter } from './pages.js';
import { Project } from './project.js';

const readme = readFileSync(inRepository('README.md'), 'utf8');

let project: Project;

beforeAll(() => {
  project = new Project();
});
afterAll(() => project.remove());

describe('a model of your own', () => {
  test('passes the type check, runs, and prints what the page shows', () => {
    project.write('rumour.ts', blockAfter('example: rumour.ts', readme));
    project.compile('rumour.ts');
    expect(project.run('rumour.js')).toBe(blockAfter('output: rumour', readme));
  });
});

test('the observer of docs/model.md runs and sees every stage', () => {
  const page = readFileSync(inRepository('docs/model.md'), 'utf8');
  project.write('observer.ts', blockAfter('example: observer.ts', page));
  project.compile('observer.ts');
  const out = project.run('observer.js');
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
