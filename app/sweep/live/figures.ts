import type { DesignFigures } from '../../tui/sweep-protocol.js';

/** Mean and spread of figures, as they come in (Welford 1962). */
class Spread {
  count = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count++;
    const off = value - this.mean;
    this.mean += off / this.count;
    this.#squares += off * (value - this.mean);
  }

  /** Half of the 95 % interval of the mean; NaN of fewer than two figures. */
  get half(): number {
    const free = this.count - 1;
    return free < 1 ? Number.NaN : student(free) * Math.sqrt(this.#squares / free / this.count);
  }
}

/** The quantile of 97.5 % of the standard normal distribution. */
const NORMAL = 1.959964;
/** Of Student's with 1 to 4 degrees of freedom, where the expansion is not yet good. */
const FEW = [12.7062, 4.3027, 3.1824, 2.7764];

/** The same quantile of Student's distribution, to a hundredth (Cornish–Fisher expansion in the degrees of freedom). */
export function student(free: number): number {
  const few = FEW[free - 1];
  if (few !== undefined) return few;
  const z = NORMAL;
  const cube = z * z * z;
  return z + (cube + z) / (4 * free) + (5 * cube * z * z + 16 * cube + 3 * z) / (96 * free * free);
}

/** Outcomes of designs, from the runs that have ended. */
export class OutcomeFigures {
  readonly #names: string[] = [];
  readonly #places = new Map<string, number>();
  /** [designs][outcomes] */
  readonly #spreads: Spread[][] = [];
  readonly #changed = new Set<number>();

  /** Names of all outcomes, in the order of their first mention. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** A run of a design has ended. */
  add(design: number, outcomes: Readonly<Record<string, number | null>>): void {
    this.#spreads[design] ??= [];
    const own = this.#spreads[design];
    for (const [name, value] of Object.entries(outcomes)) {
      if (!this.#places.has(name)) this.#places.set(name, this.#names.push(name) - 1);
      if (value === null) continue;
      const place = this.#places.get(name)!;
      own[place] ??= new Spread();
      own[place].add(value);
    }
    this.#changed.add(design);
  }

  /** Figures of the designs that have changed since the last time. */
  take(): DesignFigures {
    const designs = Uint32Array.from(this.#changed);
    this.#changed.clear();
    const size = designs.length * this.#names.length;
    const figures = {
      designs,
      counts: new Uint32Array(size),
      means: new Float64Array(size).fill(Number.NaN),
      halves: new Float64Array(size).fill(Number.NaN),
    };
    designs.forEach((design, k) => {
      this.#names.forEach((_, o) => {
        const spread = this.#spreads[design]?.[o];
        if (spread === undefined) return;
        const at = k * this.#names.length + o;
        figures.counts[at] = spread.count;
        figures.means[at] = spread.mean;
        figures.halves[at] = spread.half;
      });
    });
    return figures;
  }
}
