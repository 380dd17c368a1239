import { canonicalJson, type JsonValue } from '../canonical.js';
import { StarlingError } from '../errors.js';
import type { AgentLike } from '../members.js';
import { type EventId, newEvent, type ScheduledEvent } from './event.js';

/** A queue as plain data: what JSON holds. */
export interface SavedQueue {
  /** The time of the queue. */
  readonly time: number;
  /** How many ids were given so far. */
  readonly count: number;
  /** Whether the whole queue is paused. */
  readonly paused: boolean;
  /** Events that are to come. */
  readonly events: readonly SavedEvent[];
}

/** An event as plain data; fields that would say nothing are left out. */
export interface SavedEvent {
  /** The number that tells it from all others. */
  readonly id: EventId;
  /** Name of its handler. */
  readonly name: string;
  /** What the handler is given; absent where it takes nothing. */
  readonly payload?: JsonValue;
  /** When it fires. */
  readonly time: number;
  /** Of one time, the higher fires first. */
  readonly priority: number;
  /** Of one time and priority, the lower fires first. */
  readonly order: number;
  /** Whether it waits to be let go. */
  readonly paused: boolean;
  /** Id of the event's agent. */
  readonly agent?: number;
  /** Its row, where it is kept in columns. */
  readonly row?: number;
  /** The times that come after, where it recurs; see `Recurrence`. */
  readonly recurrence?: {
    readonly start: number;
    readonly interval: number;
    readonly index: number;
    readonly end?: number;
    readonly left?: number;
  };
}

export function saved(event: ScheduledEvent): SavedEvent {
  const { id, name, payload, time, priority, order, paused, agent, recurrence } = event;
  return {
    ...{ id, name, time, priority, order, paused },
    ...(payload === undefined ? {} : { payload: copyOf(payload) }),
    ...(agent === undefined ? {} : { agent: agent.id }),
    ...(agent !== undefined && 'row' in agent ? { row: agent.row } : {}),
    ...(recurrence === undefined ? {} : { recurrence: savedRecurrence(recurrence) }),
  };
}

export function loaded(event: SavedEvent, agentOf?: (id: number) => AgentLike | undefined): ScheduledEvent {
  const { id, name, payload, time, priority, order, paused, recurrence } = event;
  const { end = Number.POSITIVE_INFINITY, left = Number.POSITIVE_INFINITY } = recurrence ?? {};
  const loadedEvent = newEvent({
    ...{ id, name, time, priority, order },
    payload: payload === undefined ? undefined : structuredClone(payload),
    agent: ownerOf(event, agentOf),
    recurrence: recurrence === undefined ? undefined : { ...recurrence, end, left },
  });
  loadedEvent.paused = paused;
  return loadedEvent;
}

function ownerOf(
  { name, agent, row }: SavedEvent,
  agentOf: ((id: number) => AgentLike | undefined) | undefined,
): ScheduledEvent['agent'] {
  if (agent === undefined) return undefined;
  if (row !== undefined) return { row, id: agent };
  const found = agentOf?.(agent);
  if (found === undefined)
    throw new StarlingError(`Agent ${agent}, whose event '${name}' was saved, can't be found.`);
  return found;
}

/** Infinity has no JSON form: what is unbounded is left out. */
function savedRecurrence({ start, interval, index, end, left }: NonNullable<ScheduledEvent['recurrence']>) {
  return {
    ...{ start, interval, index },
    ...(Number.isFinite(end) ? { end } : {}),
    ...(Number.isFinite(left) ? { left } : {}),
  };
}

/** @throws StarlingError for what is not plain data */
function copyOf(payload: JsonValue): JsonValue {
  canonicalJson(payload);
  return structuredClone(payload);
}
