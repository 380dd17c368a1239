export { type OutboxPart, readOutbox } from './reader.js';
export type { Began, Drained, Failed, OutboxRecord, Rows, Succeeded } from './record.js';
export { OutboxSink } from './sink.js';
export { OutboxWriter, type Subject } from './writer.js';
