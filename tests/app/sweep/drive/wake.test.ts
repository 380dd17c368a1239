import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { Wake } from '../../../../app/sweep/drive/wake.js';

const folder = mkdtempSync(join(tmpdir(), 'starling-wake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Longer than a test may last: who is not woken fails. */
const NEVER = 600_000;

test('who waits is woken by a ring, and by one that came before', async () => {
  const wake = new Wake();
  const waiting = wake.wait(NEVER);
  wake.ring();
  await waiting;
  wake.ring();
  wake.ring();
  await wake.wait(NEVER);
  await wake.wait(1);
});

test('what is written into a folder that is watched wakes, too', async () => {
  const wake = new Wake();
  wake.watch(folder);
  const waiting = wake.wait(NEVER);
  writeFileSync(join(folder, 'outbox.jsonl'), '{}\n');
  await waiting;
  wake.close();
});

test('what is written after a ring wakes once more, however the ring came', async () => {
  const wake = new Wake();
  wake.watch(folder);
  for (let round = 0; round < 3; round++) {
    const waiting = wake.wait(NEVER);
    writeFileSync(join(folder, 'outbox.jsonl'), `${round}\n`);
    // It may come before the folder's own, which is then dropped.
    if (round === 1) wake.ring();
    await waiting;
  }
  wake.close();
});

test('a folder that can not be watched is looked at from time to time', async () => {
  const wake = new Wake();
  wake.watch(join(folder, 'nowhere'));
  await wake.wait(1);
  wake.close();
});
