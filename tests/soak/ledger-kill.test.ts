import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { it } from 'vitest';
import { killAndLook } from '../model/ledger/kill-many.js';

/** 100 kills over ten ledgers, at points that differ from kill to kill and not from run to run. */
it.each(Array.from({ length: 10 }, (_, i) => i))(
  'ledger %i outlives ten kills of its writer',
  async (ledger) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'starling-kill-'));
    try {
      const counts = Array.from({ length: 10 }, (_, i) => 1 + (((ledger * 10 + i) * 7919) % 61));
      await killAndLook(path.join(folder, 'ledger.db'), counts);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
  600_000,
);
