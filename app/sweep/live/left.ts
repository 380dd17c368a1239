/** The part of a run at work that is still to come, for want of knowing. */
const HALF = 0.5;

/** How long a sweep will still take, from what the runs of its designs took. */
export class TimeLeft {
  /** [designs] runs that wait, and half of those at work. */
  readonly #open: Float64Array;
  readonly #seconds: Float64Array;
  readonly #ended: Uint32Array;
  #allSeconds = 0;
  #allEnded = 0;

  constructor(designs: number, replications: number) {
    this.#open = new Float64Array(designs).fill(replications);
    this.#seconds = new Float64Array(designs);
    this.#ended = new Uint32Array(designs);
  }

  /** A run of a design is in another state. */
  moved(design: number, from: 'waits' | 'runs' | 'over', to: 'waits' | 'runs' | 'over'): void {
    this.#open[design]! += OPEN[to] - OPEN[from];
  }

  /** @param seconds wall seconds that a run of a design took */
  took(design: number, seconds: number): void {
    this.#seconds[design]! += seconds;
    this.#ended[design]!++;
    this.#allSeconds += seconds;
    this.#allEnded++;
  }

  /** Seconds with so many runs at once; undefined before any has ended. Designs of which none has count like all others. */
  with(slots: number): number | undefined {
    if (this.#allEnded === 0) return undefined;
    const mean = this.#allSeconds / this.#allEnded;
    let sum = 0;
    for (let design = 0; design < this.#open.length; design++) {
      const ended = this.#ended[design]!;
      sum += this.#open[design]! * (ended > 0 ? this.#seconds[design]! / ended : mean);
    }
    return sum / slots;
  }
}

const OPEN = { waits: 1, runs: HALF, over: 0 } as const;
