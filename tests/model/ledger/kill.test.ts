import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { it } from 'vitest';
import { killAndLook } from './kill-many.js';

it('a ledger outlives kill -9 of its writer', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'starling-kill-'));
  try {
    await killAndLook(path.join(folder, 'ledger.db'), [1, 17, 4, 30, 9]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
