import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepPaths } from '../folder.js';

/** Bytes of a socket's path that every system takes. */
const LONGEST = 100;

/** Where the driver of a sweep's folder listens: in the folder, or, where its path is too long, among the temporary files. */
export function socketOf(folder: string): string {
  const real = realpathSync(folder);
  const path = sweepPaths(real).socket;
  if (Buffer.byteLength(path) <= LONGEST) return path;
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  return join(tmpdir(), `starling-${name}.sock`);
}
