import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { writeWhole } from '../../../framework/checkpoint/durable.js';
import type { Value } from '../../../framework/index.js';
import { onDisk } from '../../run/files.js';
import { held, type Types } from './columns.js';

/** Rows by column, all of one run. */
export interface Chunk {
  readonly key: string;
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly Value[]>>;
}

/** Rows of a row group, about: so many are in memory at a time. */
const GROUP = 8192;

const PARQUET = { integer: 'INT64', number: 'DOUBLE', string: 'STRING', boolean: 'BOOLEAN' } as const;

/** Writes a Parquet file with the run's key before the columns given; it is there whole or not at all. */
export function writePart(path: string, types: Types, chunks: Iterable<Chunk>): void {
  onDisk(path, () => writeWhole(path, pieces(types, chunks)));
}

/** The file's bytes, a row group at a time. */
function* pieces(types: Types, chunks: Iterable<Chunk>): Generator<Uint8Array, void> {
  const bytes = new ByteWriter();
  const columns = ['key', ...Object.keys(types)];
  const sources = (): { [K in keyof ColumnSource]: ColumnSource[K] }[] =>
    columns.map((name) => ({
      name,
      type: PARQUET[name === 'key' ? 'string' : held(types[name]!)],
      data: [] as unknown[],
    }));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: sources() }),
    createdBy: 'starling',
    // Rows are asked for by their run's key, a hash: the least and greatest of a group would rule out next to nothing.
    statistics: false,
  });
  const taken = (): Uint8Array => {
    const piece = new Uint8Array(bytes.buffer, 0, bytes.index);
    // The writer goes on counting offsets from the file's start.
    bytes.index = 0;
    return piece;
  };
  let group = sources();
  let rows = 0;
  for (const chunk of chunks) {
    for (const { name, type, data } of group) append(data as unknown[], name, type, chunk);
    rows += chunk.rows;
    if (rows < GROUP) continue;
    writer.write({ columnData: group, rowGroupSize: rows });
    yield taken();
    group = sources();
    rows = 0;
  }
  if (rows > 0) writer.write({ columnData: group, rowGroupSize: rows });
  writer.finish();
  yield taken();
}

function append(
  data: unknown[],
  name: string,
  type: ColumnSource['type'],
  { key, rows, columns }: Chunk,
): void {
  const values = columns[name];
  for (let row = 0; row < rows; row++) {
    const value = name === 'key' ? key : (values?.[row] ?? null);
    data.push(type === 'INT64' && value !== null ? BigInt(value) : value);
  }
}
