import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const sources = join(root, 'kernels', 'compiled', 'native');
export const output = join(root, 'build');
/** The name that kernels/compiled/addon.ts looks for. */
export const addon = join(output, `kernels-${process.platform}-${process.arch}.node`);

/** True where the addon is newer than every source and this script, and where it came without its sources. */
export function isFresh() {
  if (!existsSync(addon)) return false;
  if (!existsSync(sources)) return true;
  const built = statSync(addon).mtimeMs;
  const folders = [sources, fileURLToPath(new URL('.', import.meta.url))];
  return folders.every((folder) =>
    readdirSync(folder).every((name) => statSync(join(folder, name)).mtimeMs <= built),
  );
}
