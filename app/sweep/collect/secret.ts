import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { onDisk } from '../../run/files.js';
import { sweepPaths } from '../folder.js';

const schema = z.object({ token: z.string().min(20), port: z.int().min(0).max(65_535) });

/** What shards at work know of their driver, which whoever drives next must be found by. */
export type Secret = z.output<typeof schema>;

/** That of a sweep's folder; made where there is none, or it was damaged. Only its owner reads the file. */
export function secretOf(folder: string): Secret {
  const path = sweepPaths(folder).collect;
  return onDisk(path, () => {
    const known = existsSync(path) ? parsed(readFileSync(path, 'utf8')) : undefined;
    return known ?? { token: randomBytes(24).toString('base64url'), port: 0 };
  });
}

export function keepSecret(folder: string, secret: Secret): void {
  const path = sweepPaths(folder).collect;
  onDisk(path, () => writeFileSync(path, `${JSON.stringify(secret)}\n`, { mode: 0o600 }));
}

function parsed(text: string): Secret | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
