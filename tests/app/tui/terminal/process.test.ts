import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Open } from '../../../../app/tui/protocol.js';
import { inRepository } from '../../starling.js';
import { MESSAGES } from './fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'starling-terminal-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The terminal's process without a terminal: it draws for a recording. */
function started(record: string) {
  const child = fork(inRepository('dist/app/tui/terminal/main.js'), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  let errors = '';
  child.stderr!.on('data', (chunk) => {
    errors += String(chunk);
  });
  // Sent before the child can hear it, as the run's process does.
  child.send({
    type: 'open',
    shows: 'run',
    title: 'demo',
    record,
    headless: { columns: 100, rows: 30 },
  } satisfies Open);
  return { child, errors: () => errors };
}

/** Until a recording holds a text. */
async function recorded(record: string, text: string): Promise<void> {
  while (!existsSync(record) || !readFileSync(record, 'utf8').includes(text)) await setTimeout(20);
}

test('a session is recorded, and closed in order', async () => {
  const record = join(folder, 'a.cast');
  const { child, errors } = started(record);
  for (const [, message] of MESSAGES.slice(1)) child.send(message);
  await recorded(record, 'node 21');
  child.send({ type: 'close' });
  expect((await once(child, 'exit'))[0]).toBe(0);
  expect(errors()).toBe('');
  const [header, ...events] = readFileSync(record, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: 100, height: 30, title: 'demo' });
  expect(events[0][2]).toContain('\u001b[?1049h');
  expect(events.at(-1)[2]).toContain('\u001b[?1049l');
});

test('signals ask the run to end, and do not end the terminal', async () => {
  const record = join(folder, 'b.cast');
  const { child } = started(record);
  await recorded(record, 'setting up');
  const heard = once(child, 'message');
  child.kill('SIGTERM');
  expect((await heard)[0]).toEqual({ type: 'interrupt' });
  child.send({ type: 'close' });
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('where the run is gone it says so', async () => {
  const record = join(folder, 'c.cast');
  const { child, errors } = started(record);
  await recorded(record, 'setting up');
  const ended = Promise.all([once(child, 'exit'), once(child.stderr!, 'end')]);
  child.disconnect();
  expect((await ended)[0][0]).toBe(1);
  expect(errors()).toBe("starling: the run's process ended unexpectedly\n");
});

test('a recording that cannot be written does not keep the screen from being shown', async () => {
  const { child } = started(join(folder, 'none', 'd.cast'));
  child.send({ type: 'close' });
  expect((await once(child, 'exit'))[0]).toBe(0);
});
