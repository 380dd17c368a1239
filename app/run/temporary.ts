import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onDisk } from './files.js';

/** A folder for what does not last. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  remove(): void;
}

/** Makes a folder among the temporary files; where nobody removes it before, it goes with the process. */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const path = onDisk(tmpdir(), () => mkdtempSync(join(tmpdir(), prefix)));
  const remove = () => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return { path, remove };
}
