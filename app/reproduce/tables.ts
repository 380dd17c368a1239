import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Exit, StarlingError } from '../../framework/errors.js';
import { openSqlite } from '../../framework/sqlite.js';
import { onDisk } from '../run/files.js';
import { lines } from '../trace/index.js';

/** A row of a recorded table. */
export type TableRow = Readonly<Record<string, unknown>>;

/** A table that a run collected. */
export interface Table {
  readonly name: string;
  /** Its rows in order, read as they are asked for; what a run that was killed left half written is left out. */
  rows(): AsyncIterable<TableRow>;
}

/** Formats of tables, by the file that holds one. */
const FORMATS = { parquet: parquetRows, csv: csvRows, jsonl: jsonlRows } as const;

/** The tables in a run's folder, by name. @throws StarlingError for one that can't be read */
export async function tablesIn(folder: string, names: readonly string[]): Promise<Table[]> {
  const database = join(folder, 'tables.db');
  if (existsSync(database)) return sqliteTables(database);
  return names
    .map((file) => /^(.+)\.(parquet|csv|jsonl)$/.exec(file))
    .filter((match) => match !== null && !NO_TABLES.has(match[0]))
    .map((match) => {
      const [file, name, format] = match as unknown as [string, string, keyof typeof FORMATS];
      return { name, rows: () => FORMATS[format](join(folder, file)) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const NO_TABLES: ReadonlySet<string> = new Set(['log.jsonl', 'trace.jsonl']);

const PAGE = 8192;

async function* parquetRows(path: string): AsyncGenerator<TableRow> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch((cause: unknown) => {
    throw new StarlingError('the table has no end: its run was stopped before it could write one', {
      code: Exit.failure,
      place: path,
      cause,
    });
  });
  const end = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < end; rowStart += PAGE) {
    const rowEnd = Math.min(end, rowStart + PAGE);
    yield* await parquetReadObjects({ file, metadata, rowStart, rowEnd });
  }
}

async function* csvRows(path: string): AsyncGenerator<TableRow> {
  const { parse } = await import('csv-parse/sync');
  let columns: readonly string[] | undefined;
  // A cell may hold line breaks: a row ends where its quotes are closed.
  let held = '';
  for (const line of lines(path)) {
    held = held === '' ? line : `${held}\n${line}`;
    if (held.split('"').length % 2 === 0) continue;
    const [cells] = parse(held) as string[][];
    held = '';
    if (columns === undefined) columns = cells!;
    else yield Object.fromEntries(columns.map((column, at) => [column, cells![at]]));
  }
}

async function* jsonlRows(path: string): AsyncGenerator<TableRow> {
  for (const line of lines(path)) yield JSON.parse(line) as TableRow;
}

function sqliteTables(path: string): Table[] {
  const open = () => onDisk(path, () => openSqlite(path, { readonly: true }));
  const database = open();
  const names = database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all();
  database.close();
  return names.map(({ name }) => ({
    name,
    async *rows() {
      const own = open();
      try {
        const page = own.prepare<[number, number], TableRow>(
          `SELECT * FROM "${name}" ORDER BY rowid LIMIT ? OFFSET ?`,
        );
        for (let from = 0; ; from += PAGE) {
          const rows = page.all(PAGE, from);
          yield* rows;
          if (rows.length < PAGE) return;
        }
      } finally {
        own.close();
      }
    },
  }));
}
