import type { Finding } from './finding.js';
import type { Table, TableRow } from './tables.js';

/**
 * The first row in which two tables differ.
 * @param isOpen whether the recorded one may end early: its run was stopped
 * @returns rows that were found equal, and where they differ
 */
export async function compareTables(
  recorded: Table,
  repeated: Table,
  isOpen: boolean,
): Promise<{ readonly rows: number; readonly finding: Finding | undefined }> {
  const other = repeated.rows()[Symbol.asyncIterator]();
  let rows = 0;
  for await (const row of recorded.rows()) {
    const { done, value } = await other.next();
    if (done === true) return { rows, finding: extra(recorded.name, row, 'is not made now') };
    const detail = differenceOf(row, value);
    if (detail !== undefined) return { rows, finding: found(recorded.name, row, detail) };
    rows++;
  }
  const { done, value } = await other.next();
  if (done === true || isOpen) return { rows, finding: undefined };
  return { rows, finding: extra(recorded.name, value, 'was not recorded') };
}

/** Columns that differ, with both values; undefined where there are none. */
function differenceOf(recorded: TableRow, repeated: TableRow): string | undefined {
  const columns = new Set([...Object.keys(recorded), ...Object.keys(repeated)]);
  const told = Array.from(columns).flatMap((column) => {
    const [was, is] = [recorded[column], repeated[column]].map(shown);
    return was === is ? [] : `${column} was ${was} and is ${is}`;
  });
  return told.length === 0 ? undefined : told.join(', ');
}

const shown = (value: unknown): string =>
  typeof value === 'bigint' ? String(value) : value === undefined ? 'nothing' : JSON.stringify(value);

function found(table: string, row: TableRow, detail: string): Finding {
  const agent = count(row['agent']);
  return {
    of: 'table',
    step: count(row['step']),
    stage: null,
    agents: agent === null ? [] : [agent],
    detail: `table ${table}: ${detail}`,
  };
}

const extra = (table: string, row: TableRow, what: string): Finding => found(table, row, `this row ${what}`);

/** A cell that counts, whatever its format made of it. */
function count(value: unknown): number | null {
  return value === undefined || value === null || value === '' ? null : Number(value);
}
