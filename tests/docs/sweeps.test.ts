import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSettings } from '../../app/config/index.js';
import { loadSweep } from '../../app/sweep/file/index.js';
import { inRepository } from '../app/starling.js';
import { blockAfter } from './pages.js';

const page = readFileSync(inRepository('docs/sweeps.md'), 'utf8');
const marked = (kind: string): string[] =>
  Array.from(page.matchAll(new RegExp(`<!-- ${kind}: (\\w+) -->`, 'g')), ([, name]) => name!);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'starling-sweeps-'));
  symlinkSync(inRepository('scenarios'), join(folder, 'scenarios'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sweep of an example; one that is only a part of a file gets a name and a base. */
function example(name: string) {
  const block = blockAfter(`sweep: ${name}`, page);
  const file = join(folder, `${name}.yaml`);
  const head = block.includes('name:') ? '' : `name: ${name}\nscenario: scenarios/smoke.yaml\n`;
  writeFileSync(file, head + block);
  return loadSweep(file, loadSettings({ config: inRepository('config.yaml'), variables: {} }));
}

test('the page has an example of every section', () => {
  expect(marked('sweep')).toEqual(['arms', 'matrix', 'zip', 'list', 'sample', 'thresholds']);
  expect(page.match(/^```yaml/gm)).toHaveLength(marked('sweep').length);
});

test.each(marked('sweep'))('%s is a sweep', async (name) => {
  expect((await example(name)).designs.length).toBeGreaterThan(1);
});

test.each(marked('designs'))('%s has the designs that the page shows', async (name) => {
  const { designs } = await example(name);
  const labels = designs.map(({ design }) => `${design.label}\n`);
  expect(labels.join('')).toBe(blockAfter(`designs: ${name}`, page));
});

test('the first example has twelve runs', async () => {
  expect((await example('arms')).members).toHaveLength(12);
});
