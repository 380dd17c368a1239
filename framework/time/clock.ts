/**
 * Milliseconds that a run has taken, by a clock that never goes back; what it is held back for is left out. For people,
 * never for decisions. It stands at 0 until it goes.
 */
export class RunClock {
  readonly #now: () => number;
  /** When it would have begun, had it never been held. */
  #began: number;
  #held: number | undefined;

  /** @param now milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
    this.#held = this.#began;
  }

  /** Milliseconds so far, pauses left out. */
  get time(): number {
    return (this.#held ?? this.#now()) - this.#began;
  }

  /** What an earlier part of the run has taken, milliseconds. */
  add(time: number): void {
    this.#began -= time;
  }

  /** Stops it; it stands until it goes again. */
  hold(): void {
    this.#held ??= this.#now();
  }

  /** Starts it, or lets it go on; does nothing where it goes. */
  go(): void {
    if (this.#held === undefined) return;
    this.#began += this.#now() - this.#held;
    this.#held = undefined;
  }
}
