import type { Seed } from './random/seeds.js';

/** How a run ended: `cause` for programs, `reason` for people. */
export interface RunEnd {
  /** For programs: all steps were done, the condition to end on was met, the model stopped itself, a signal came, a stage threw. */
  readonly cause: 'steps' | 'until' | 'stop' | 'abort' | 'error';
  /** For people: one sentence. */
  readonly reason: string;
  /** Steps done since the model was made. */
  readonly steps: number;
}

/** What a run tells those who listen. Times are wall seconds: for people, never for decisions or digests. */
export interface RunEvents {
  /** Before the first step: the seed, and the names of the stages in order. */
  readonly start: { readonly seed: Seed; readonly stages: readonly string[] };
  /** A stage has ended: `step` and `index` count from 0, `seconds` are wall seconds. */
  readonly stage: {
    readonly step: number;
    readonly stage: string;
    readonly index: number;
    readonly seconds: number;
  };
  /** A step has ended, its rows collected: `step` counts from 0. */
  readonly step: { readonly step: number; readonly seconds: number };
  /** `rows` were collected in `step`, over all tables. */
  readonly collect: { readonly step: number; readonly rows: number };
  /** The run has ended; nothing comes after it. */
  readonly end: RunEnd;
  /** A listener of `event` threw; it has been unsubscribed. */
  readonly error: { readonly event: string; readonly error: unknown };
}

/** Told of events of one kind. What it answers is left alone. */
export type Listener<T> = (detail: T) => void;

/**
 * A small typed emitter. Listeners run at once, in the order of subscription.
 *
 * A listener can never change the run: what it throws (or rejects with) is caught, the listener is unsubscribed, and
 * the failure is reported once through `error`; where nobody listens to `error` it becomes a process warning.
 */
export class Events<E extends { error: RunEvents['error'] } = RunEvents> {
  readonly #listeners = new Map<keyof E, readonly Listener<never>[]>();

  /** Subscribes; the returned function unsubscribes. Subscriptions made while emitting count from the next event. */
  on<K extends keyof E>(name: K, listener: Listener<E[K]>): () => void {
    // A fresh function per subscription: the same listener may be subscribed twice and leave once.
    const entry: Listener<E[K]> = (detail) => listener(detail);
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), entry]);
    return () => this.#drop(name, entry);
  }

  /** Whether anybody listens, for callers that would rather not build an event for nobody. */
  has(name: keyof E): boolean {
    return this.#listeners.has(name);
  }

  /** Tells everybody who listens, at once and in the order of subscription. Never throws what a listener throws. */
  emit<K extends keyof E>(name: K, detail: E[K]): void {
    const listeners = this.#listeners.get(name) as readonly Listener<E[K]>[] | undefined;
    if (listeners === undefined) return;
    for (const listener of listeners) {
      try {
        const result: unknown = listener(detail);
        if (result instanceof Promise) result.catch((error) => this.#fail(name, listener, error));
      } catch (error) {
        this.#fail(name, listener, error);
      }
    }
  }

  #fail<K extends keyof E>(name: K, listener: Listener<E[K]>, error: unknown): void {
    this.#drop(name, listener);
    if (name !== 'error' && this.has('error')) this.emit('error', { event: String(name), error });
    else
      process.emitWarning(
        `A listener of '${String(name)}' failed and was unsubscribed; the run goes on. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        'StarlingWarning',
      );
  }

  #drop<K extends keyof E>(name: K, listener: Listener<E[K]>): void {
    const left = (this.#listeners.get(name) ?? []).filter((other) => other !== listener);
    if (left.length > 0) this.#listeners.set(name, left);
    else this.#listeners.delete(name);
  }
}
