import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inRepository } from '../app/starling.js';
import { blockAfter } from './pages.js';
import { Project } from './project.js';

const example = blockAfter('example: market.ts', readFileSync(inRepository('docs/checkpoints.md'), 'utf8'));

let project: Project;
beforeEach(() => {
  project = new Project();
  project.write('market.ts', example);
});
afterEach(() => project.remove());

/** Its lines, and the table that it left. */
function outcome() {
  const [from, digest] = project.run('market.js').split('\n');
  return { from, digest, table: readFileSync(join(project.path, 'out/model.parquet')) };
}

test('the example passes the type check, runs, and tells its result again', () => {
  project.compile('market.ts');
  const first = outcome();
  expect(first).toMatchObject({ from: 'from step 0', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(outcome()).toEqual({ ...first, from: 'from step 1000' });
});

test('stopped in the middle it goes on from its newest checkpoint, to the same digest and table', () => {
  project.write('short.ts', example.replace('1000 - model.step', '250'));
  project.compile('market.ts', 'short.ts');
  project.run('short.js');
  const resumed = outcome();
  rmSync(join(project.path, 'out'), { recursive: true });
  const undisturbed = outcome();
  expect(resumed).toEqual({ ...undisturbed, from: 'from step 200' });
});
