import type { JS } from '@duckdb/node-api';
import { Exit, StarlingError } from '../../../framework/index.js';
import { openSnapshot } from './duck.js';

/** A cell of an answer: JSON's values. */
export type Cell = null | boolean | number | string | readonly Cell[] | { readonly [key: string]: Cell };

/** The answer to a query, to be closed when it was read. */
export interface Answer {
  readonly columns: readonly string[];
  /** Rows as they are computed, for one reading. @throws StarlingError where the query fails on the way */
  rows(): AsyncGenerator<readonly Cell[], void>;
  close(): void;
}

/**
 * Asks DuckDB about the results of a sweep, also while it is driven: the tables `runs`, `model`, `agents`, further ones of
 * the model, and `attempts`.
 *
 * @throws StarlingError where the query can't be answered; its place is the line and column in the query
 */
export async function querySweep(folder: string, sql: string): Promise<Answer> {
  if (isEmpty(sql)) throw refused('there is no statement in it', 'the query');
  const snapshot = await openSnapshot(folder, /attempts/i.test(sql));
  try {
    await snapshot.connection.run('SET errors_as_json = true');
    const result = await snapshot.connection.stream(sql);
    return {
      columns: result.deduplicatedColumnNames(),
      async *rows() {
        try {
          for await (const rows of result.yieldRowsJs()) for (const row of rows) yield row.map(cell);
        } catch (error) {
          throw refusal(error, sql);
        }
      },
      close: snapshot.close,
    };
  } catch (error) {
    snapshot.close();
    throw refusal(error, sql);
  }
}

/** A value as JSON has it; numbers that it has not are text. */
function cell(value: JS): Cell {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'object':
      if (value === null) return null;
      if (value instanceof Date) return value.toISOString();
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
      if (Array.isArray(value)) return value.map(cell);
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cell(each)]));
    default:
      return value;
  }
}

/** What DuckDB says, as people read it. */
function refusal(error: unknown, sql: string): unknown {
  if (!(error instanceof Error) || error instanceof StarlingError) return error;
  const said = /\{.*\}$/s.exec(error.message)?.[0];
  const told = said === undefined ? undefined : (JSON.parse(said) as Readonly<Record<string, string>>);
  const position = told?.['position'];
  return refused(
    told === undefined ? error.message : `${told['exception_type']} error: ${told['exception_message']}`,
    position === undefined ? 'the query' : placeIn(sql, Number(position)),
    error,
  );
}

const refused = (message: string, place: string, cause?: Error): StarlingError =>
  new StarlingError(message, {
    code: Exit.usage,
    place,
    hint: 'Tables: runs, model, agents, attempts; DESCRIBE runs lists the columns of one.',
    cause,
  });

/** Whether a query is only space, semicolons and comments, of which DuckDB says nothing that people understand. */
const isEmpty = (sql: string): boolean => /^[\s;]*$/.test(sql.replaceAll(/--.*|\/\*[\s\S]*?\*\//g, ''));

function placeIn(sql: string, position: number): string {
  const lines = Buffer.from(sql).subarray(0, position).toString().split('\n');
  return `the query, line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}
