import type { EventId, Rows, ScheduledEvent } from './event.js';
import { EventHeap } from './heap.js';

/** The heap is not cleared before it holds so many. */
const LEAST_LIMIT = 64;

/**
 * The events of a queue that are to come, by id and in order. What is cancelled or paused, and what belongs to a removed
 * agent, stays in the heap until it comes to the top or the heap is cleared: both take constant time, averaged.
 */
export class WaitingEvents {
  readonly #rows: Rows | undefined;
  readonly #events = new Map<EventId, ScheduledEvent>();
  readonly #heap = new EventHeap<ScheduledEvent>();
  #limit = LEAST_LIMIT;
  /** How many dropped events the heap holds. */
  #dropped = 0;

  constructor(rows: Rows | undefined) {
    this.#rows = rows;
  }

  get held(): number {
    return Math.max(this.#heap.size, this.#events.size);
  }

  find(id: EventId): ScheduledEvent | undefined {
    const event = this.#events.get(id);
    return event !== undefined && this.#hasAgent(event) ? event : undefined;
  }

  /** All that are to come, in the order in which they were first scheduled. */
  toArray(): ScheduledEvent[] {
    return [...this.#events.values()].filter((event) => this.#hasAgent(event));
  }

  add(event: ScheduledEvent): void {
    this.#events.set(event.id, event);
  }

  /** Puts an event that was added into the heap. */
  queue(event: ScheduledEvent): void {
    if (this.#heap.size >= this.#limit) this.#sweep();
    event.queued = true;
    this.#heap.push(event);
  }

  /** The event that fires next, left in the heap; clears away what lies before it. */
  next(): ScheduledEvent | undefined {
    for (;;) {
      const event = this.#heap.top;
      if (event === undefined || this.#isDue(event)) return event;
      this.#heap.pop();
      if (event.dropped) this.#dropped--;
      this.#leave(event);
    }
  }

  /** Takes the event that fires next out of the heap. */
  take(next: ScheduledEvent): void {
    this.#heap.pop();
    next.queued = false;
  }

  /** Lets an event go for good. */
  drop(event: ScheduledEvent): void {
    event.dropped = true;
    this.#events.delete(event.id);
    if (event.queued && ++this.#dropped * 2 > this.#heap.size) this.#sweep();
  }

  /** Empties the heap; the events stay. */
  unqueue(): void {
    for (const event of this.#events.values()) event.queued = false;
    this.#heap.keep(() => false);
    this.#dropped = 0;
  }

  clear(): void {
    this.#events.clear();
    this.unqueue();
  }

  /** Clears the heap of all that will not fire. */
  #sweep(): void {
    this.#heap.keep((event) => {
      const stays = this.#isDue(event);
      if (!stays) this.#leave(event);
      return stays;
    });
    this.#dropped = 0;
    this.#limit = Math.max(LEAST_LIMIT, this.#heap.size * 2);
  }

  /** An event has left the heap without firing: for good, or because it is paused. */
  #leave(event: ScheduledEvent): void {
    event.queued = false;
    if (!event.dropped && !this.#hasAgent(event)) this.drop(event);
  }

  #isDue(event: ScheduledEvent): boolean {
    return !event.dropped && !event.paused && this.#hasAgent(event);
  }

  #hasAgent({ agent }: ScheduledEvent): boolean {
    if (agent === undefined) return true;
    if (!('row' in agent)) return agent.alive;
    return this.#rows!.alive(agent.row) && this.#rows!.idOf(agent.row) === agent.id;
  }
}
