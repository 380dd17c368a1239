import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { Project } from '../../project.js';
import { inRepository, starling, starlingEnv, TINY } from '../../starling.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;
const temporary = join(cwd, 'temporary');

beforeAll(async () => {
  mkdirSync(temporary);
  project.write('tiny.yaml', TINY);
  project.write('tiny-sweep.yaml', 'name: tiny\nscenario: tiny.yaml\nreplications: 2\n');
});

const start = (...words: string[]) =>
  spawn(process.execPath, [inRepository('dist/app/cli/main.js'), 'sweep', ...words], {
    cwd,
    env: starlingEnv({ TMPDIR: temporary }),
  });

test('a sweep goes on when nobody reads its progress any more, and tells what it came to', async () => {
  const child = start('run', 'tiny-sweep.yaml', '--out', 'tiny', '--workers', '1', '--json');
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  await once(child.stderr, 'data');
  child.stderr.destroy();
  expect(await once(child, 'close')).toEqual([Exit.ok, null]);
  expect(JSON.parse(out)).toMatchObject({ ending: 'done', runs: { succeeded: 2 } });
});

test.each([
  ['its reader is gone', Exit.ok],
  ['SIGINT', Exit.sigint],
])('a query leaves no temporary files when it is broken off by %s', async (how, code) => {
  const child = start('query', 'tiny', 'SELECT * FROM range(1000000000)', '--csv');
  await once(child.stdout, 'data');
  // Nothing more is read: it waits in the middle of its answer.
  child.stdout.pause();
  expect(readdirSync(temporary)).toHaveLength(1);
  if (how === 'SIGINT') child.kill(how);
  else child.stdout.destroy();
  expect((await once(child, 'exit'))[0]).toBe(code);
  expect(readdirSync(temporary)).toEqual([]);
});

test('a query without a statement is refused in words', async () => {
  const { code, err } = await starling(['sweep', 'query', 'tiny', '; -- runs'], { cwd });
  expect([code, err]).toEqual([
    Exit.usage,
    expect.stringMatching(/^starling: the query: there is no statement/),
  ]);
});
