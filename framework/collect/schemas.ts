import { StarlingError } from '../errors.js';
import type { CollectorOptions } from './options.js';
import type { TableSchema, ValueType } from './sink.js';

/** The tables that a collector fills, in the order in which it fills them. */
export function schemas<M, I>(options: CollectorOptions<M, I>): TableSchema[] {
  const reported = (name: string, leading: readonly string[], reporters: object): TableSchema => ({
    name,
    columns: columnTypes(
      [
        ...leading.map((key) => [key, 'integer'] as const),
        ...Object.keys(reporters).map((key) => [key, 'any'] as const),
      ],
      name,
    ),
  });
  return [
    ...(options.model === undefined ? [] : [reported('model', ['step'], options.model)]),
    ...Object.entries(options.summaries ?? {}).map(([name, { columns }]) =>
      reported(name, ['step', 'size'], Object.fromEntries(columns.map((column) => [column.name, column]))),
    ),
    ...(options.agents === undefined ? [] : [reported('agents', ['step', 'agent'], options.agents)]),
    ...Object.entries(options.agentTypes ?? {}).map(([name, { report }]) =>
      reported(name, ['step', 'agent'], report),
    ),
    ...Object.entries(options.tables ?? {}).map(([name, columns]) => ({
      name,
      columns: Array.isArray(columns)
        ? columnTypes(
            columns.map((key: string) => [key, 'any'] as const),
            name,
          )
        : (columns as Record<string, ValueType>),
    })),
  ];
}

function columnTypes(
  columns: readonly (readonly [string, ValueType])[],
  table: string,
): Record<string, ValueType> {
  const types: Record<string, ValueType> = Object.fromEntries(columns);
  if (Object.keys(types).length < columns.length)
    throw new StarlingError(
      `Table '${table}' names a column twice; 'step', and 'agent' or 'size', are there already.`,
    );
  return types;
}
