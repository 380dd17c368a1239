import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { sweepPaths } from '../folder.js';

/**
 * A sweep's name among all sweeps of a cluster: that of its folder, and something of when it was made. Whoever goes on with
 * it, from wherever, finds its jobs by it.
 */
export function clusterName(folder: string): string {
  const made = statSync(sweepPaths(folder).manifest, { bigint: true }).mtimeNs;
  const digest = createHash('sha256')
    .update(`${basename(folder)}\n${made}`)
    .digest('hex')
    .slice(0, 8);
  return `${basename(folder).replaceAll(/[^\w.-]/g, '_')}-${digest}`;
}
