import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of a run table. */
export interface CopiedTable {
  readonly file: string;
  /** Removes it; where nobody does before, it goes with the process. */
  remove(): void;
}

/**
 * Copies a run table, with what its writer has not moved into it yet, among the temporary files. Nobody drives a sweep in a
 * folder that can't be written, so the two files go together.
 */
export function copyTable(file: string): CopiedTable {
  const folder = mkdtempSync(join(tmpdir(), 'starling-table-'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', remove);
  try {
    const copy = join(folder, 'runs.db');
    for (const suffix of ['', '-wal'])
      if (existsSync(`${file}${suffix}`)) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
    return { file: copy, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
