import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { RunReader } from '../../../framework/experiment/store/index.js';
import { StarlingError } from '../../../framework/index.js';
import { temporaryFolder } from '../../run/temporary.js';
import { sweepPaths } from '../folder.js';
import { ATTEMPT_FACTS, attempts, attemptTypes } from './attempts.js';
import { type Held, merged, type Types } from './columns.js';
import { linesOf } from './line.js';
import { writePart } from './part.js';
import { fileOf, nextPart, partsOf } from './parts.js';
import { quoted, text } from './sql.js';
import { chunks, groups, stagedRows } from './staged.js';

/** A table of a sweep's results. */
export interface ResultTable {
  readonly name: string;
  /** Its columns in order, `key` first. */
  readonly columns: Readonly<Record<string, Held>>;
  /** Parquet files; in order, where a run's rows stand in several. */
  readonly files: readonly string[];
}

/** The results of a sweep as they are at one moment, in DuckDB. */
export interface Snapshot {
  readonly tables: readonly ResultTable[];
  readonly connection: DuckDBConnection;
  /** A folder for what does not last. */
  readonly temporary: string;
  close(): void;
}

/**
 * Opens the results of a sweep, whether it is driven meanwhile or not: nothing in its folder is changed. Rows that are in no
 * part yet are copied out of the run table.
 *
 * @param attempts whether the rows of the table of attempts are read, which takes a while where there are many; it has none
 *   else
 * @param options settings of DuckDB
 */
export async function openSnapshot(
  folder: string,
  attempts: boolean,
  options: Readonly<Record<string, string>> = {},
): Promise<Snapshot> {
  const { path: temporary, remove } = temporaryFolder('starling-query-');
  let instance: DuckDBInstance | undefined;
  let connection: DuckDBConnection | undefined;
  const close = () => {
    connection?.closeSync();
    instance?.closeSync();
    remove();
  };
  try {
    const tables = resultTables(folder, temporary, attempts);
    // Some tens of megabytes: only who asks loads it.
    const { DuckDBInstance } = await import('@duckdb/node-api');
    instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: join(temporary, 'spilt'),
      ...options,
    });
    connection = await instance.connect();
    for (const table of tables)
      await run(connection, `CREATE VIEW ${quoted(table.name)} AS ${selection(table)}`, folder);
    return { tables, connection, temporary, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Runs a statement of ours. @throws StarlingError where DuckDB can't: a file was damaged, the disk is full */
export async function run(connection: DuckDBConnection, sql: string, place: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    const [message] = (error instanceof Error ? error.message : String(error)).split('\n\nLINE');
    throw new StarlingError(message!, { place, cause: error });
  }
}

const TYPES: Readonly<Record<Held, string>> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
};

/**
 * A query for all rows of a table, its columns in their order and of their types whatever the files hold.
 *
 * @param placed with the columns `filename` and `file_row_number` behind them, where there are files
 */
export function selection({ columns, files }: ResultTable, placed = false): string {
  const entries = Object.entries(columns);
  if (files.length === 0) {
    const none = entries.map(([name, type]) => `NULL::${TYPES[type]} AS ${quoted(name)}`);
    return `SELECT ${none.join(', ')} WHERE false`;
  }
  const cast = entries.map(([name, type]) => `${quoted(name)}::${TYPES[type]} AS ${quoted(name)}`);
  const where = placed ? ', filename = true, file_row_number = true' : '';
  return `SELECT ${[...cast, ...(placed ? ['filename', 'file_row_number'] : [])].join(', ')}
    FROM read_parquet([${files.map(text).join(', ')}], union_by_name = true${where})`;
}

/** Tables that there are before any run has ended. */
const ALWAYS: Readonly<Record<string, Types>> = {
  model: { step: 'integer' },
  agents: { step: 'integer', agent: 'integer' },
};

function resultTables(folder: string, temporary: string, wanted: boolean): ResultTable[] {
  const runs = RunReader.open(sweepPaths(folder).runs);
  try {
    return runs.atOnce(() => {
      const shapes = new Map<string, Types[]>([['runs', [linesOf(runs).types()]]]);
      for (const [name, types] of Object.entries(ALWAYS)) shapes.set(name, [types]);
      for (const { name, types } of runs.all<{ name: string; types: string }>(
        'SELECT name, types FROM shape',
      ))
        shapes.set(name, [...(shapes.get(name) ?? []), JSON.parse(types) as Types]);
      const parts = partsOf(runs, folder);
      const tables = Array.from(shapes, ([name, types]): ResultTable => {
        const written = parts.filter((part) => part.name === name).map(({ path }) => path);
        const files = [...written, ...copyStaged(runs, name, temporary)];
        return { name, columns: { key: 'string', ...merged(types) }, files };
      });
      return [...tables, wanted ? copyAttempts(runs, temporary) : NO_ATTEMPTS];
    });
  } finally {
    runs.close();
  }
}

/** Writes what is staged of a table as its next parts would be, but elsewhere. */
function copyStaged(runs: RunReader, name: string, temporary: string): string[] {
  const next = nextPart(runs, name);
  return groups(stagedRows(runs, name)).map(({ types, members }, at) => {
    const path = join(folderOf(temporary, name), fileOf(next + at));
    writePart(path, types, chunks(runs, members));
    return path;
  });
}

/** The table of attempts without its rows. */
const NO_ATTEMPTS: ResultTable = {
  name: 'attempts',
  columns: { key: 'string', ...ATTEMPT_FACTS },
  files: [],
};

function copyAttempts(runs: RunReader, temporary: string): ResultTable {
  const types = attemptTypes(runs);
  const path = join(folderOf(temporary, 'attempts'), fileOf(1));
  writePart(path, types, attempts(runs, types));
  return { name: 'attempts', columns: { key: 'string', ...merged([types]) }, files: [path] };
}

function folderOf(temporary: string, name: string): string {
  const folder = join(temporary, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
