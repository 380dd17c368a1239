import type { JsonValue } from '../canonical.js';
import { StarlingError } from '../errors.js';
import type { AgentLike } from '../members.js';
import { nearest } from '../nearest.js';
import {
  checkPayload,
  type EventId,
  type EventOptions,
  type Handlers,
  moveOn,
  newEvent,
  type PayloadOf,
  type Plain,
  type RecurrenceOptions,
  type Rows,
  recurrenceOf,
  type ScheduledEvent,
} from './event.js';
import { loaded, type SavedQueue, saved } from './saved.js';
import { WaitingEvents } from './waiting.js';

/** What a queue is told of agents. */
export interface EventQueueOptions {
  /** The population whose rows may be named as agents of events. `compact` moves its agents away from their events. */
  readonly rows?: Rows;
}

/** What follows an event's name: its payload, unless the handler takes none, and options. */
type Given<H extends Handlers, K extends keyof H, O> =
  undefined extends PayloadOf<H, K>
    ? [payload?: PayloadOf<H, K>, options?: O]
    : [payload: Plain<PayloadOf<H, K>>, options?: O];

/**
 * Events at points of time, mixed with steps or by themselves. An event is the name of a handler and a payload, so that
 * a queue can be saved.
 *
 *     readonly agenda = new EventQueue({ wake: ({ id }: { id: number }) => this.wake(id) });
 *     readonly scheduler = new Scheduler([
 *       stage('events', (step) => this.agenda.runTo(step)),
 *       stage('move', () => …),
 *     ]);
 *
 * Time is a number that starts at 0 and never goes back. Events fire in the order of time; of one time, those of higher
 * priority first, then in the order in which they were scheduled (a recurring event is scheduled anew each time it
 * fires, just before its handler runs). A step is a point of time: in step t all events up to and at t are due.
 */
export class EventQueue<H extends Handlers> {
  readonly #handlers: H;
  readonly #waiting: WaitingEvents;
  readonly #rows: Rows | undefined;
  #time = 0;
  /** Next id, and next place in the order of scheduling. */
  #count = 0;
  #paused = false;
  #isRunning = false;

  constructor(handlers: H, options: EventQueueOptions = {}) {
    this.#handlers = handlers;
    this.#rows = options.rows;
    this.#waiting = new WaitingEvents(options.rows);
  }

  /** That of the event that is firing, or fired last, or that was last run to. */
  get time(): number {
    return this.#time;
  }

  /** How many events are to come, paused ones included; takes linear time. */
  get size(): number {
    return this.#waiting.toArray().length;
  }

  /** How many events are in memory: those to come, and gone ones that are yet to be cleared out, not many more. */
  get held(): number {
    return this.#waiting.held;
  }

  /** When the next event fires (in the past where it is late after a pause); undefined where none will. */
  get nextTime(): number | undefined {
    return this.#paused ? undefined : this.#waiting.next()?.time;
  }

  /** Whether the whole queue is paused. */
  get paused(): boolean {
    return this.#paused;
  }

  /**
   * Schedules one event.
   * @throws StarlingError for a time in the past, an unknown handler, a payload that is not plain data
   */
  at<K extends keyof H & string>(time: number, name: K, ...given: Given<H, K, EventOptions>): EventId {
    const [payload, options = {}] = given;
    return this.#schedule(time, name, payload, options, undefined);
  }

  /** Schedules one event a while from now. @throws StarlingError as `at` does, and for a negative delay */
  after<K extends keyof H & string>(delay: number, name: K, ...given: Given<H, K, EventOptions>): EventId {
    const [payload, options = {}] = given;
    return this.#schedule(this.#time + delay, name, payload, options, undefined);
  }

  /**
   * Schedules an event for start, start + interval, start + 2 · interval, …: until `end`, `count` times, or until it is
   * cancelled, which it may be from inside itself.
   *
   * @throws StarlingError as `at` does, and for an interval that is not above 0, an end before the start, or a count
   * that is not a whole number ≥ 1
   */
  every<K extends keyof H & string>(
    interval: number,
    name: K,
    ...given: Given<H, K, RecurrenceOptions>
  ): EventId {
    const [payload, options = {}] = given;
    const { start = this.#time + interval } = options;
    return this.#schedule(start, name, payload, options, recurrenceOf(start, interval, options));
  }

  /** Whether an event is still to come, be it paused. */
  has(id: EventId): boolean {
    return this.#waiting.find(id) !== undefined;
  }

  /** Takes an event back. False where it isn't to come any more. */
  cancel(id: EventId): boolean {
    const event = this.#waiting.find(id);
    if (event === undefined) return false;
    this.#waiting.drop(event);
    return true;
  }

  /**
   * Holds one event, or the whole queue where none is named, while time goes on. Once resumed, an event whose time has
   * passed in the pause fires late, and a recurring one goes on with the first of its times that isn't past. False
   * where there is no such event, or it is paused already.
   */
  pause(id?: EventId): boolean {
    if (id === undefined) {
      if (this.#paused) return false;
      this.#paused = true;
      return true;
    }
    const event = this.#waiting.find(id);
    if (event === undefined || event.paused) return false;
    event.paused = true;
    return true;
  }

  /** Ends the pause of one event, or of the whole queue (events paused by themselves stay so). False: there was none. */
  resume(id?: EventId): boolean {
    if (id === undefined) {
      if (!this.#paused) return false;
      this.#paused = false;
      this.#waiting.unqueue();
      for (const event of this.#waiting.toArray()) if (!event.paused) this.#requeue(event);
      return true;
    }
    const event = this.#waiting.find(id);
    if (event?.paused !== true) return false;
    event.paused = false;
    if (!event.queued && !this.#paused) this.#requeue(event);
    return true;
  }

  /**
   * Fires all events up to and at a time, those too that are scheduled meanwhile; then this is the time. What a handler
   * throws passes through.
   *
   * @returns how many fired
   * @throws StarlingError for a time in the past, and from inside a handler
   */
  runTo(time: number): number {
    this.#check(time);
    return this.#run(() => {
      let fired = 0;
      for (;;) {
        const event = this.#paused ? undefined : this.#waiting.next();
        if (event === undefined || event.time > time) break;
        this.#fire(event);
        fired++;
      }
      this.#time = time;
      return fired;
    });
  }

  /** Fires the next event, whenever it is due. False: there is none. @throws StarlingError from inside a handler */
  runNext(): boolean {
    return this.#run(() => {
      const event = this.#paused ? undefined : this.#waiting.next();
      if (event !== undefined) this.#fire(event);
      return event !== undefined;
    });
  }

  /**
   * The queue as plain data, for a checkpoint: time, order and all events that are to come.
   * @throws StarlingError for a payload that is not plain data
   */
  save(): SavedQueue {
    const events = this.#waiting.toArray().map(saved);
    return { time: this.#time, count: this.#count, paused: this.#paused, events };
  }

  /**
   * Puts the queue back to what was saved; ids stay what they were.
   *
   * @param agentOf finds an agent kept as an object by its id
   * @throws StarlingError for a handler that this queue doesn't have, and an agent that can't be found
   */
  restore(data: SavedQueue, agentOf?: (id: number) => AgentLike | undefined): void {
    const events = data.events.map((event) => loaded(event, agentOf));
    for (const { name } of events) this.#checkName(name);
    this.#time = data.time;
    this.#count = data.count;
    this.#paused = data.paused;
    this.#waiting.clear();
    // While the queue is paused nothing has to be queued: all of it will be when it is resumed.
    for (const event of events) this.#waiting.add(event, !event.paused && !this.#paused);
  }

  #schedule(
    time: number,
    name: string,
    payload: JsonValue | undefined,
    options: EventOptions,
    recurrence: ScheduledEvent['recurrence'],
  ): EventId {
    this.#check(time);
    this.#checkName(name);
    checkPayload(name, payload);
    const { priority = 0 } = options;
    if (!Number.isFinite(priority)) throw new StarlingError(`A priority is a number; got ${priority}.`);
    const agent = this.#ownerOf(options.agent);
    const id = this.#count++;
    const event = newEvent({ id, name, payload, priority, agent, recurrence, time, order: id });
    this.#waiting.add(event, true);
    return id;
  }

  #ownerOf(agent: EventOptions['agent']): ScheduledEvent['agent'] {
    if (typeof agent !== 'number') return agent;
    if (this.#rows?.alive(agent) !== true)
      throw new StarlingError(`An event's agent lives in a row that the queue knows; row ${agent} is none.`, {
        hint: this.#rows === undefined ? "Give the queue the population as 'rows'." : undefined,
      });
    return { row: agent, id: this.#rows.idOf(agent) };
  }

  #fire(event: ScheduledEvent): void {
    this.#waiting.take(event);
    this.#time = Math.max(this.#time, event.time);
    const { name, payload, recurrence } = event;
    if (recurrence !== undefined) recurrence.left--;
    if (moveOn(event, this.#time)) {
      event.order = this.#count++;
      this.#waiting.queue(event);
    } else this.#waiting.drop(event);
    this.#handlers[name]!(payload as never, this.#time);
  }

  /** Queues an event after a pause: a recurring one at the first of its times that isn't past, if there is one. */
  #requeue(event: ScheduledEvent): void {
    if (event.time < this.#time && event.recurrence !== undefined && !moveOn(event, this.#time))
      this.#waiting.drop(event);
    else this.#waiting.queue(event);
  }

  #run<R>(work: () => R): R {
    if (this.#isRunning) throw new StarlingError('The event queue is running: a handler cannot run it.');
    this.#isRunning = true;
    try {
      return work();
    } finally {
      this.#isRunning = false;
    }
  }

  #check(time: number): void {
    if (!Number.isFinite(time)) throw new StarlingError(`The time of an event is a number; got ${time}.`);
    if (time < this.#time)
      throw new StarlingError(`Time never goes back: it is ${this.#time}, and ${time} is past.`);
  }

  #checkName(name: string): void {
    if (Object.hasOwn(this.#handlers, name)) return;
    const meant = nearest(name, Object.keys(this.#handlers));
    throw new StarlingError(`There is no handler '${name}' of events.`, {
      hint: meant === undefined ? undefined : `Did you mean '${meant}'?`,
    });
  }
}
