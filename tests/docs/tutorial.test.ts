import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Project } from '../app/project.js';
import { inRepository } from '../app/starling.js';

/** One thing that the page has its reader do, in order. */
interface Action {
  readonly marker: string;
  readonly code: string;
}

const page = readFileSync(inRepository('docs/tutorial.md'), 'utf8');
const actions: Action[] = Array.from(
  page.matchAll(/^<!-- (.*) -->\n```.*\n([\s\S]*?)^```$/gm),
  ([, marker, code]) => ({ marker: marker!, code: code! }),
);

const project = new Project();
afterAll(() => project.remove());

/** What the last commands printed. */
let said = '';

function edit(file: string, change: (text: string) => string): void {
  const path = join(project.path, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

/** `…` stands for anything. */
const pattern = (line: string) =>
  new RegExp(`^${line.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*')}`, 'm');

function perform({ marker, code }: Action): void {
  const [, file] = /^file: (\S+)$/.exec(marker) ?? [];
  const [, into, before] = /^insert in (\S+) before: (.*)$/.exec(marker) ?? [];
  const [, within, replaced] = /^replace in (\S+): (.*)$/.exec(marker) ?? [];
  const [, status] = /^run(?:: (\d+))?$/.exec(marker) ?? [];
  if (file !== undefined) project.write(file, code);
  else if (into !== undefined) edit(into, (text) => text.replace(before!, `${code}${before}`));
  else if (within !== undefined) edit(within, (text) => text.replace(replaced!, code.trimEnd()));
  else if (marker.startsWith('run')) {
    const path = `${join(project.path, 'node_modules', '.bin')}:${process.env['PATH']}`;
    const env = {
      ...process.env,
      PATH: path,
      CI: 'true',
      NO_COLOR: '1',
      npm_config_offline: 'true',
      NODE_TEST_CONTEXT: undefined,
    };
    const done = spawnSync('sh', ['-e', '-c', code], { cwd: project.path, encoding: 'utf8', env });
    said = `${done.stdout}${done.stderr}`;
    expect(done.status, said).toBe(Number(status ?? 0));
  } else if (marker === 'output')
    for (const line of code.trimEnd().split('\n')) expect(said).toMatch(pattern(line));
  else throw new Error(`the tutorial has a marker that means nothing: ${marker}`);
}

test('the tutorial does what it says, from its first line to its last', () => {
  expect(actions.filter(({ marker }) => marker.startsWith('run')).length).toBeGreaterThan(6);
  for (const action of actions) perform(action);
}, 240_000);

test('every code block of the tutorial is followed, but for the installation', () => {
  const blocks = Array.from(page.matchAll(/^(?!```)(.*)\n```\w+\n/gm), ([, line]) => line!);
  const loose = blocks.filter((line) => !/^<!-- .* -->$/.test(line));
  expect(loose).toHaveLength(1);
});
