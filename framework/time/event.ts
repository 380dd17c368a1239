import type { JsonValue } from '../canonical.js';
import { StarlingError } from '../errors.js';
import type { AgentLike } from '../members.js';
import type { Timed } from './heap.js';

/** Tells an event from all others of its queue; a number that outlives a checkpoint. */
export type EventId = number;

/** Handlers of events by name. `payload` is plain data (as JSON), `time` the time at which the event fires. */
export type Handlers = Readonly<Record<string, (payload: never, time: number) => void>>;

/** What the handler `K` takes; undefined where it takes nothing. */
export type PayloadOf<H extends Handlers, K extends keyof H> =
  Parameters<H[K]> extends [] ? undefined : Parameters<H[K]>[0];

/** `T` where it is plain data; what is not (functions, undefined, instances with methods) becomes `never`. */
export type Plain<T> = T extends null | boolean | number | string
  ? T
  : T extends undefined | bigint | symbol | ((...args: never[]) => unknown)
    ? never
    : { readonly [K in keyof T]: Plain<T[K]> };

/** When and for whom an event fires, beyond its time. */
export interface EventOptions {
  /** Of events of one time those of higher priority fire first; 0 by default. */
  readonly priority?: number | undefined;
  /**
   * Whose event it is: it never fires once that agent has been removed. A number is a row, for queues that were given
   * the population as `rows`: the event belongs to who lives there now.
   */
  readonly agent?: AgentLike | number | undefined;
}

/** How often an event recurs, and until when. */
export interface RecurrenceOptions extends EventOptions {
  /** Time of the first; one interval from now by default. */
  readonly start?: number | undefined;
  /** The last it may fire at. */
  readonly end?: number | undefined;
  /** Fires so often, at least once. */
  readonly count?: number | undefined;
}

/** Times start + i · interval for i = 0, 1, 2, …, up to `end`. */
export interface Recurrence {
  readonly start: number;
  readonly interval: number;
  readonly end: number;
  /** i of the time that comes next. */
  index: number;
  /** How often it may still fire. */
  left: number;
}

/** What a queue asks of agents kept as columns; a `Population` answers it. */
export interface Rows {
  /** Whether somebody lives in a row. */
  alive(row: number): boolean;
  /** Who does: a number that is never given again. */
  idOf(row: number): number;
}

/** Who lived in a row when the event was scheduled. */
export interface RowOwner {
  readonly row: number;
  readonly id: number;
}

/** An event that is to come. */
export interface ScheduledEvent extends Timed {
  readonly id: EventId;
  readonly name: string;
  readonly payload: JsonValue | undefined;
  readonly priority: number;
  readonly agent: AgentLike | RowOwner | undefined;
  readonly recurrence: Recurrence | undefined;
  time: number;
  order: number;
  paused: boolean;
  /** Whether it is gone for good. */
  dropped: boolean;
  /** Whether the heap holds it: there it may stay a while after it was dropped or paused. */
  queued: boolean;
}

export function newEvent(of: Omit<ScheduledEvent, 'paused' | 'dropped' | 'queued'>): ScheduledEvent {
  const { id, name, payload, time, priority, order, agent, recurrence } = of;
  // Field by field: spreading `of` would take many times as long.
  return {
    id,
    name,
    payload,
    time,
    priority,
    order,
    agent,
    recurrence,
    paused: false,
    dropped: false,
    queued: false,
  };
}

/** @throws StarlingError for an interval, end or count that no event could keep to */
export function recurrenceOf(start: number, interval: number, options: RecurrenceOptions): Recurrence {
  const { end = Number.POSITIVE_INFINITY, count: left = Number.POSITIVE_INFINITY } = options;
  if (!(interval > 0 && interval < Number.POSITIVE_INFINITY) || start + interval === start)
    throw new StarlingError(`The interval of a recurring event is a number above 0; got ${interval}.`);
  if (!(end >= start))
    throw new StarlingError(`A recurring event ends no earlier than it starts, at ${start}; got ${end}.`);
  if (!(left >= 1 && (left === Number.POSITIVE_INFINITY || Number.isInteger(left))))
    throw new StarlingError(`A recurring event's count is a whole number, at least 1; got ${left}.`);
  return { start, interval, end, index: 0, left };
}

/** @throws StarlingError for what is not plain data at first sight; what it holds is looked at when it is saved */
export function checkPayload(name: string, payload: unknown): void {
  const type = typeof payload;
  if (type !== 'object') {
    if (type !== 'function' && type !== 'symbol' && type !== 'bigint') return;
  } else if (payload === null || Array.isArray(payload)) return;
  else {
    const prototype: unknown = Object.getPrototypeOf(payload);
    if (prototype === Object.prototype || prototype === null) return;
  }
  throw new StarlingError(`The payload of an event is plain data, as JSON; that of '${name}' is not.`, {
    hint: "Give an agent's id instead of the agent.",
  });
}

/** Moves an event on to the first of its times after its present one that isn't before `now`; false: there is none. */
export function moveOn(event: ScheduledEvent, now: number): boolean {
  const { recurrence } = event;
  if (recurrence === undefined || recurrence.left === 0) return false;
  const { start, interval } = recurrence;
  recurrence.index = Math.max(recurrence.index + 1, Math.floor((now - start) / interval));
  while (start + recurrence.index * interval < now) recurrence.index++;
  event.time = start + recurrence.index * interval;
  return event.time <= recurrence.end;
}
