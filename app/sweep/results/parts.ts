import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunReader, RunTable } from '../../../framework/experiment/store/index.js';
import { StarlingError } from '../../../framework/index.js';
import { makeSubfolder } from '../../run/folder.js';
import { sweepPaths } from '../folder.js';
import { writePart } from './part.js';
import { chunks, groups, type Staged } from './staged.js';

/** How much of a table is staged before it goes into a part: rows, or bytes of their text. */
export interface PartSize {
  readonly rows: number;
  readonly bytes: number;
}

/** So many rows of twenty columns take half a second to write, and some tens of megabytes meanwhile. */
export const PART_SIZE: PartSize = { rows: 65_536, bytes: 32 << 20 };

/** A file of a table's rows. */
export interface Part {
  readonly name: string;
  readonly number: number;
  readonly path: string;
}

/** The parts that count, in order. @throws StarlingError where the file of one is gone */
export function partsOf(runs: RunReader, folder: string): Part[] {
  return runs
    .all<Omit<Part, 'path'>>('SELECT name, number FROM part ORDER BY name, number')
    .map(({ name, number }) => {
      const path = join(sweepPaths(folder).tables, name, fileOf(number));
      if (existsSync(path)) return { name, number, path };
      throw new StarlingError('A part of the results is gone.', {
        place: path,
        hint: 'Bring the file back: the runs that it holds are not run again.',
      });
    });
}

/** The name of a part's file. */
export const fileOf = (number: number): string => `${String(number).padStart(6, '0')}.parquet`;

/** The number that a table's next part gets. */
export const nextPart = (runs: RunReader, name: string): number =>
  (runs.value<number>('SELECT max(number) FROM part WHERE name = ?', name) ?? 0) + 1;

/** Removes the files that a driver which was killed had not registered; what people put there stays. */
export function removeStray(runs: RunReader, folder: string): void {
  const { tables } = sweepPaths(folder);
  if (!existsSync(tables)) return;
  const known = new Set(partsOf(runs, folder).map(({ path }) => path));
  for (const name of readdirSync(tables, { recursive: true, encoding: 'utf8' })) {
    const path = join(tables, name);
    if (OURS.test(basename(name)) && !known.has(path)) rmSync(path);
  }
}

/** Names of parts, and of what is to become one. */
const OURS = /^\d{6,}\.parquet(\.part)?$/;

/** Writes rows of a table that are staged into a part, or several where their columns don't go together. */
export function writeParts(runs: RunTable, folder: string, name: string, staged: readonly Staged[]): void {
  for (const { types, members } of groups(staged)) {
    const number = nextPart(runs, name);
    writePart(join(makeSubfolder(folder, 'tables', name), fileOf(number)), types, chunks(runs, members));
    runs.together(() => {
      const rows = members.reduce((sum, each) => sum + each.rows, 0);
      runs.change('INSERT INTO part (name, number, rows) VALUES (?, ?, ?)', name, number, rows);
      const ids = JSON.stringify(members.map(({ id }) => id));
      runs.change('DELETE FROM staged WHERE id IN (SELECT value FROM json_each(?))', ids);
    });
  }
}
