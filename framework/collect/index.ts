export { DataCollector } from './collector.js';
export { CsvSink } from './csv.js';
export { DigestSink } from './digest.js';
export { JsonlSink } from './jsonl.js';
export { MemorySink } from './memory.js';
export {
  agentType,
  type CollectorOptions,
  type ItemReporters,
  type ModelReporters,
  type SummaryReporters,
  summary,
  type TypeReporters,
  type Walk,
} from './options.js';
export { ParquetSink, type ParquetSinkOptions } from './parquet.js';
export type { Row, Sink, TableSchema, Value, ValueType } from './sink.js';
export { SqliteSink, type SqliteSinkOptions } from './sqlite.js';
export type { TextSinkOptions } from './text.js';
