import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Version of this package, from its package.json (one folder up in a checkout, two in the built package). */
export function version(): string {
  for (const up of ['../package.json', '../../package.json']) {
    const file = fileURLToPath(new URL(up, import.meta.url));
    if (!existsSync(file)) continue;
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof found === 'object' && found !== null && 'name' in found && found.name === 'starling') {
      return 'version' in found ? String(found.version) : '0';
    }
  }
  return '0';
}
