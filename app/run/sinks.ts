import { join } from 'node:path';
import { CsvSink, JsonlSink, ParquetSink, type Sink, SqliteSink } from '../../framework/index.js';
import type { Scenario } from '../config/index.js';

/** Where a run's tables go: files in its folder. */
export function sinksFor(format: Scenario['collect']['format'], folder: string): Sink[] {
  switch (format) {
    case 'parquet':
      return [new ParquetSink(folder)];
    case 'csv':
      return [new CsvSink(folder)];
    case 'jsonl':
      return [new JsonlSink(folder)];
    case 'sqlite':
      return [new SqliteSink(join(folder, 'tables.db'))];
  }
}
