// A step and its stages

export { RunClock } from './clock.js';
export { Scheduler, type Stage, type StepFunction, stage } from './scheduler.js';

// Who acts when, within a stage

export type { Act, Agents, Kinds } from './activation.js';
/** Orders in which agents act: one after another, in random order, all at once, in stages, by kind, by priority. */
export * as activate from './activation.js';
export { DoubleBuffer } from './buffer.js';

// Events at points of time

export type { EventId, EventOptions, Handlers, PayloadOf, RecurrenceOptions, Rows } from './event.js';
export { EventQueue, type EventQueueOptions } from './queue.js';
export type { SavedEvent, SavedQueue } from './saved.js';

// Messages from stage to stage

export {
  type MessageArrays,
  MessageColumns,
  type SavedMessageBatch,
  type SavedMessageColumns,
} from './message-columns.js';
export { KeyedMessages, Messages, type SavedMessages } from './messages.js';

// Models within models

export { childSeed, type Iterated, runUntil } from './submodel.js';
