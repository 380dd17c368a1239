import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRepository } from '../app/starling.js';
import { blockAfter } from './pages.js';
import { Project } from './project.js';

const page = readFileSync(inRepository('docs/time.md'), 'utf8');
const examples = Array.from(page.matchAll(/<!-- example: (\w+)\.ts -->/g), ([, name]) => name!);

let project: Project;

beforeAll(() => {
  project = new Project();
  for (const name of examples) project.write(`${name}.ts`, blockAfter(`example: ${name}.ts`, page));
  project.compile(...examples.map((name) => `${name}.ts`));
});
afterAll(() => project.remove());

test('the page has examples', () => {
  expect(examples).toContain('clinic');
});

test.each(examples)('%s passes the type check, runs, and prints what the page shows', (name) => {
  expect(project.run(`${name}.js`)).toBe(blockAfter(`output: ${name}`, page));
});
