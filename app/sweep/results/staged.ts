import type { RunReader } from '../../../framework/experiment/store/index.js';
import type { Value } from '../../../framework/index.js';
import { type Types, together } from './columns.js';
import type { Chunk } from './part.js';

/** Rows of a run that has succeeded, which are in no part yet; without what they hold. */
export interface Staged {
  readonly id: number;
  readonly rows: number;
  /** Of their text. */
  readonly bytes: number;
  /** Their columns, as JSON. */
  readonly types: string;
}

/** Staged rows that go into one file. */
export interface Group {
  types: Types;
  readonly members: Staged[];
}

/** How much of each table is staged and counts. */
export function stagedTables(runs: RunReader): Map<string, { rows: number; bytes: number }> {
  const tables = runs.all<{ name: string; rows: number; bytes: number }>(
    'SELECT name, sum(rows) AS rows, sum(bytes) AS bytes FROM staged WHERE counts GROUP BY name',
  );
  return new Map(tables.map(({ name, rows, bytes }) => [name, { rows, bytes }]));
}

/** The staged rows of a table that count, in order. */
export function stagedRows(runs: RunReader, name: string, limit = -1): Staged[] {
  return runs.all<Staged>(
    'SELECT id, rows, bytes, types FROM staged WHERE counts AND name = ? ORDER BY id LIMIT ?',
    name,
    limit,
  );
}

/** The staged rows of a table that came first, up to so many. */
export function firstStaged(
  runs: RunReader,
  name: string,
  most: { readonly rows: number; readonly bytes: number },
): Staged[] {
  const found = stagedRows(runs, name, most.rows);
  let rows = 0;
  let bytes = 0;
  const end = found.findIndex((staged) => {
    rows += staged.rows;
    bytes += staged.bytes;
    return rows >= most.rows || bytes >= most.bytes;
  });
  return end < 0 ? found : found.slice(0, end + 1);
}

/**
 * Staged rows by the file that they can go into together, in order: of one run, what came earlier is in an earlier file or
 * further up, since its columns only ever gain a type.
 */
export function groups(staged: readonly Staged[]): Group[] {
  const found: Group[] = [];
  const known = new Map<string, Group>();
  for (const each of staged) {
    const group = known.get(each.types) ?? join(found, JSON.parse(each.types) as Types);
    known.set(each.types, group);
    group.members.push(each);
  }
  return found;
}

/** The first group that columns go into, or a new one. */
function join(groups: Group[], types: Types): Group {
  for (const group of groups) {
    const all = together(group.types, types);
    if (all === undefined) continue;
    group.types = all;
    return group;
  }
  const group = { types, members: [] };
  groups.push(group);
  return group;
}

/** What staged rows hold, fetched one by one. */
export function* chunks(runs: RunReader, staged: readonly Staged[]): Generator<Chunk, void> {
  for (const { id, rows } of staged) {
    const { key, columns } = runs.one<{ key: string; columns: string }>(
      'SELECT run.key, staged.columns FROM staged JOIN run ON run.id = staged.run WHERE staged.id = ?',
      id,
    )!;
    yield { key, rows, columns: JSON.parse(columns) as Record<string, Value[]> };
  }
}
