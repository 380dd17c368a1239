import type { EventId, Rows, ScheduledEvent } from './event.js';
import { EventHeap } from './heap.js';

/** Neither the heap nor what is aside is cleared before it holds so many. */
const LEAST_LIMIT = 64;

/**
 * The events of a queue that are to come. What is cancelled or paused, and what belongs to a removed agent, stays in the
 * heap until it comes to the top or the heap is swept: both take constant time, averaged.
 */
export class WaitingEvents {
  readonly #rows: Rows | undefined;
  readonly #heap = new EventHeap<ScheduledEvent>();
  /** Those that are not in the heap, being paused. */
  readonly #aside = new Set<ScheduledEvent>();
  /** All of them, made when one is first looked for: it takes as long as all else, and most queues never need it. */
  #index: Map<EventId, ScheduledEvent> | undefined;
  #limit = LEAST_LIMIT;
  #asideLimit = LEAST_LIMIT;
  /** How many dropped events the heap holds. */
  #dropped = 0;

  constructor(rows: Rows | undefined) {
    this.#rows = rows;
  }

  get held(): number {
    return this.#heap.size + this.#aside.size;
  }

  find(id: EventId): ScheduledEvent | undefined {
    this.#index ??= new Map(this.toArray().map((event) => [event.id, event]));
    const event = this.#index.get(id);
    return event !== undefined && this.#hasAgent(event) ? event : undefined;
  }

  /** All that are to come, in the order in which they were first scheduled. */
  toArray(): ScheduledEvent[] {
    return [...this.#heap.items, ...this.#aside]
      .filter((event) => !event.dropped && this.#hasAgent(event))
      .sort((a, b) => a.id - b.id);
  }

  /** Takes in an event that is to be queued now or later. */
  add(event: ScheduledEvent, isQueued: boolean): void {
    this.#index?.set(event.id, event);
    if (isQueued) this.queue(event);
    else this.#setAside(event);
  }

  /** Puts an event into the heap. */
  queue(event: ScheduledEvent): void {
    if (this.#heap.size >= this.#limit) this.#sweep();
    if (this.#aside.size > 0) this.#aside.delete(event);
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
    this.#index?.delete(event.id);
    if (this.#aside.size > 0) this.#aside.delete(event);
    if (event.queued && ++this.#dropped * 2 > this.#heap.size) this.#sweep();
  }

  /** Takes all events out of the heap. */
  unqueue(): void {
    for (const event of this.#heap.items) {
      event.queued = false;
      if (!event.dropped) this.#setAside(event);
    }
    this.#heap.keep(() => false);
    this.#dropped = 0;
  }

  clear(): void {
    this.unqueue();
    this.#aside.clear();
    this.#index = undefined;
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
    if (event.dropped) return;
    if (this.#hasAgent(event)) this.#setAside(event);
    else this.drop(event);
  }

  #setAside(event: ScheduledEvent): void {
    if (this.#aside.size >= this.#asideLimit) {
      for (const other of this.#aside) if (!this.#hasAgent(other)) this.drop(other);
      this.#asideLimit = Math.max(LEAST_LIMIT, this.#aside.size * 2);
    }
    this.#aside.add(event);
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
