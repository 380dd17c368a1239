import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { Folder, starling, TINY } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const { path: cwd } = folder;

test('a sweep that was run has a report', async () => {
  folder.write('tiny.yaml', TINY);
  folder.write(
    'arms.yaml',
    'name: arms\nscenario: tiny.yaml\nreplications: 2\nmatrix: { sharing: [none, decentralised] }\n',
  );
  const ran = await starling(['sweep', 'run', 'arms.yaml', '--out', 'arms', '--json'], { cwd });
  expect(ran.code, ran.err).toBe(Exit.ok);

  const told = await starling(['sweep', 'report', 'arms', '--json'], { cwd });
  expect(told.code, told.err).toBe(Exit.ok);
  const { page, figures } = JSON.parse(told.out) as { page: string; figures: number };
  expect(page).toBe(join('arms', 'report', 'index.html'));
  expect(figures).toBeGreaterThan(3);
  const html = readFileSync(join(cwd, page), 'utf8');
  // The digest of a sweep is one, whoever tells it.
  expect(html).toContain((JSON.parse(ran.out) as { digest: string }).digest);
  expect(html).not.toContain(cwd);

  const elsewhere = await starling(['sweep', 'report', 'arms', '--to', 'paper', '--baseline', '1'], { cwd });
  expect(elsewhere.out).toBe('paper/index.html\n');
  expect(existsSync(join(cwd, 'paper', 'data', 'outcomes.csv'))).toBe(true);

  const wrong = await starling(['sweep', 'report', 'arms', '--baseline', 'sharing=nobody'], { cwd });
  expect(wrong.code).toBe(Exit.usage);
  expect(wrong.err).toContain('--baseline: no design and no level of a factor is called "sharing=nobody"');

  const none = await starling(['sweep', 'report', 'nowhere'], { cwd });
  expect(none.code).toBe(Exit.usage);
});
