/** An event queue in the plainest way: a list that is searched from end to end for every event. */
export interface NaiveEvent {
  readonly id: number;
  readonly priority: number;
  readonly agent: { alive: boolean } | undefined;
  readonly interval: number | undefined;
  readonly end: number;
  readonly start: number;
  time: number;
  order: number;
  left: number;
  paused: boolean;
}

export class NaiveQueue {
  events: NaiveEvent[] = [];
  time = 0;
  count = 0;
  paused = false;
  readonly #fired: (id: number, time: number) => void;

  constructor(fired: (id: number, time: number) => void) {
    this.#fired = fired;
  }

  add(event: Omit<NaiveEvent, 'id' | 'order' | 'start' | 'paused'>): number {
    const id = this.count++;
    this.events.push({ ...event, id, order: id, start: event.time, paused: false });
    return id;
  }

  get living(): NaiveEvent[] {
    return this.events.filter(({ agent }) => agent === undefined || agent.alive);
  }

  find(id: number): NaiveEvent | undefined {
    return this.living.find((event) => event.id === id);
  }

  cancel(id: number): boolean {
    const found = this.find(id);
    this.events = this.events.filter((event) => event !== found);
    return found !== undefined;
  }

  pause(id?: number): boolean {
    const of = id === undefined ? this : this.find(id);
    if (of === undefined || of.paused) return false;
    of.paused = true;
    return true;
  }

  resume(id?: number): boolean {
    const of = id === undefined ? this : this.find(id);
    if (of === undefined || !of.paused) return false;
    of.paused = false;
    if (!this.paused) for (const event of this.events) if (!event.paused) this.#skip(event);
    return true;
  }

  /** A recurring event passes over those of its times that are past. */
  #skip(event: NaiveEvent): void {
    if (event.interval === undefined) return;
    while (event.time < this.time) event.time += event.interval;
    if (event.time > event.end) this.events = this.events.filter((other) => other !== event);
  }

  get next(): NaiveEvent | undefined {
    if (this.paused) return undefined;
    return this.living
      .filter(({ paused }) => !paused)
      .sort((a, b) => a.time - b.time || b.priority - a.priority || a.order - b.order)[0];
  }

  fire(event: NaiveEvent): void {
    this.time = Math.max(this.time, event.time);
    event.left--;
    if (event.interval !== undefined && event.left > 0 && event.time + event.interval <= event.end) {
      event.time += event.interval;
      event.order = this.count++;
    } else this.events = this.events.filter((other) => other !== event);
    this.#fired(event.id, this.time);
  }

  runTo(time: number): void {
    for (let event = this.next; event !== undefined && event.time <= time; event = this.next)
      this.fire(event);
    this.time = time;
  }

  runNext(): boolean {
    const event = this.next;
    if (event !== undefined) this.fire(event);
    return event !== undefined;
  }
}
