import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { OutboxWriter, readOutbox } from '../../../app/sweep/outbox/index.js';

/** Bytes that the disk has left. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    writeSync: (file: number, bytes: Uint8Array | string, from = 0) => {
      const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes.subarray(from);
      if (disk.left === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      const written = fs.writeSync(file, all.subarray(0, Math.min(all.length, disk.left)));
      disk.left -= written;
      return written;
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'starling-torn-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('an outbox can be read on whose process met a full disk amid a line, and wrote again when there was room', () => {
  const path = join(folder, 's1.jsonl');
  const subject = { key: 'ab'.repeat(32), attempt: 1 };
  const kinds = () => [...readOutbox(path)].flatMap(({ records }) => records.map(({ kind }) => kind));
  const writer = new OutboxWriter(path);
  writer.began(subject);
  disk.left = 100;
  const rows = { table: 'model', types: { step: 'integer' }, columns: { step: [1, 2, 3] } } as const;
  expect(() => writer.rows(subject, rows)).toThrow('the disk is full');
  expect(() => writer.drained(subject)).toThrow('the disk is full');
  expect(kinds()).toEqual(['began']);
  disk.left = Number.POSITIVE_INFINITY;
  writer.failed(subject, 1, { reason: 'error', message: 'the disk is full', trace: '' });
  writer.drained(subject);
  writer.close();
  expect(kinds()).toEqual(['began', 'failed', 'drained']);
});
