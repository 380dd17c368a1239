import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/sources.mjs';

/**
 * What set-up did, kept in node_modules so that it goes when they go.
 * @typedef {{ packages: string, native: 'ready' | 'unavailable' | 'skipped' }} Stamp
 */
const path = join(root, 'node_modules', '.starling-setup.json');

/** Names the packages that belong here: those of the lock file, compiled for this Node and platform. */
export function packagesKey() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.versions.modules} ${process.platform}-${process.arch}`;
}

/** @returns {Stamp | undefined} undefined also where the file is damaged: set-up then looks again */
export function readStamp() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Stamp['native']} native */
export function writeStamp(native) {
  writeFileSync(path, `${JSON.stringify({ packages: packagesKey(), native })}\n`);
}
