import { StarlingError } from '../errors.js';
import type { TableSchema, Value } from './sink.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Refuses names that some sink could not use for a file, a table or a column. Letter case does not tell names apart. */
export function checkTables(tables: readonly TableSchema[]): void {
  checkNames(
    tables.map(({ name }) => name),
    'table',
    'the collector',
  );
  for (const { name, columns } of tables) checkNames(Object.keys(columns), 'column', `table '${name}'`);
}

function checkNames(names: readonly string[], kind: string, place: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (!NAME.test(name) || seen.has(name.toLowerCase()))
      throw new StarlingError(`The ${kind} name '${name}' of ${place} cannot be used.`, {
        hint: 'Names are unique and begin with a letter; up to 64 letters, digits, _ and -.',
      });
    seen.add(name.toLowerCase());
  }
}

/** A value as every sink gets it: −0 is 0. */
export function normalise(value: Value, table: string, column: string): Value {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value === 0 ? 0 : value;
  } else if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  throw new StarlingError(
    `A collected value must be a finite number, text, true, false or null; got ${String(value)}.`,
    {
      place: `table '${table}', column '${column}'`,
      hint: 'Return null where there is no value.',
    },
  );
}
