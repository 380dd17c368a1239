import { Exit, StarlingError } from '../../framework/errors.js';
import {
  isWestermo,
  readTable,
  requireColumn,
  type Table,
  WESTERMO_FEATURES,
} from '../../model/traffic/capture/index.js';
import { type Condition, columnsOf } from './expression.js';

const MAX_FEATURES = 1024;

/** Reads the columns that `detect` needs; names the feature columns. */
export function readDetectTable(
  file: string,
  { label, features }: { label: string; features?: readonly string[] | undefined },
  conditions: readonly (Condition | undefined)[],
): { table: Table; features: readonly string[] } {
  const used = conditions.flatMap((condition) => (condition === undefined ? [] : columnsOf(condition)));
  const numbers = used.flatMap((columns) => columns.numbers);
  const texts = [label, ...used.flatMap((columns) => columns.texts)];
  let wanted = features;
  const table = readTable(file, (names) => {
    requireColumn(file, names, label, 'the label');
    for (const name of [...numbers, ...texts]) requireColumn(file, names, name, 'in a condition');
    for (const name of features ?? []) requireColumn(file, names, name, 'a feature');
    wanted ??= isWestermo(names) ? WESTERMO_FEATURES : undefined;
    return wanted === undefined
      ? { numbers, texts, otherNumbers: { except: [label] } }
      : { numbers: [...numbers, ...wanted], texts };
  });
  const named = wanted ?? [...table.numbers.keys()].filter((name) => name !== label);
  if (named.length === 0 || named.length > MAX_FEATURES) {
    throw new StarlingError(`The file has ${named.length} numeric columns besides the label.`, {
      code: Exit.usage,
      place: `${file}:1`,
      hint: `List 1 to ${MAX_FEATURES} columns with --features.`,
    });
  }
  return { table, features: [...new Set(named)] };
}
