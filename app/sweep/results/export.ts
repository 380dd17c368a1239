import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onDisk, syncFolder } from '../../run/files.js';
import { makeFolder } from '../../run/make-folder.js';
import { openSnapshot, type ResultTable, run, type Snapshot, selection } from './duck.js';
import type { ExportFormat } from './formats.js';
import { quoted, text } from './sql.js';

/** How DuckDB writes each; nothing is left to what it finds of the machine. */
const WRITTEN: Readonly<Record<ExportFormat, string>> = {
  parquet: 'FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880',
  csv: 'FORMAT csv, HEADER true',
  jsonl: 'FORMAT json',
};

/** Rows are in the order of the columns that a table has of these; then as their run wrote them. */
const ORDER = ['key', 'design', 'replication', 'step', 'agent'] as const;

/**
 * Writes the results into a folder, `<table>.<format>`: `runs`, `model`, `agents` and further tables of the model. They are
 * the same to the byte for the same runs, in whatever order and attempt those ended; files of the same names are replaced.
 *
 * @returns the paths of the files
 */
export async function exportSweep(folder: string, out: string, format: ExportFormat): Promise<string[]> {
  makeFolder(out);
  // One thread: rows leave in the order in which they were sorted, in pieces of one size.
  const snapshot = await openSnapshot(folder, false, { threads: '1' });
  try {
    const paths: string[] = [];
    for (const table of snapshot.tables)
      if (table.name !== 'attempts') paths.push(await exportTable(snapshot, table, out, format));
    onDisk(out, () => syncFolder(out));
    return paths;
  } finally {
    snapshot.close();
  }
}

async function exportTable(
  { connection }: Snapshot,
  table: ResultTable,
  out: string,
  format: ExportFormat,
): Promise<string> {
  const path = join(out, `${table.name}.${format}`);
  const temporary = `${path}.part`;
  const placed = table.files.length > 0;
  const order = [
    ...ORDER.filter((name) => table.columns[name] !== undefined),
    ...(placed ? ['parse_filename(filename)', 'file_row_number'] : []),
  ];
  const columns = Object.keys(table.columns).map(quoted).join(', ');
  // That a place can't be written the operating system says more plainly than DuckDB.
  onDisk(path, () => closeSync(openSync(temporary, 'w')));
  const query = `SELECT ${columns} FROM (${selection(table, placed)}) ORDER BY ${order.join(', ')}`;
  try {
    await run(connection, `COPY (${query}) TO ${text(temporary)} (${WRITTEN[format]})`, path);
    onDisk(path, () => {
      const file = openSync(temporary, 'r+');
      fsyncSync(file);
      closeSync(file);
      renameSync(temporary, path);
    });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return path;
}
