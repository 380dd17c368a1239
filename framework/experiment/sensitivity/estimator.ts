/** Indices by parameter. */
export interface Estimate {
  readonly first: readonly number[];
  readonly total: readonly number[];
}

/** Estimates indices from base points: of each the figure of A, of A with one column of B after the other, and of B. */
export class Estimator {
  readonly points: number;
  readonly #width: number;
  /** [points, width]. */
  readonly #values: Float64Array;

  /** @param values [points, width], less their mean from here on */
  constructor(values: Float64Array, width: number) {
    this.points = values.length / width;
    this.#width = width;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    this.#values = values.map((value) => value - mean);
  }

  /** From as many points as there are, by their numbers; undefined where A and B do not vary. */
  of(pointAt: (draw: number) => number): Estimate | undefined {
    const { points } = this;
    const width = this.#width;
    const values = this.#values;
    const first = new Float64Array(width - 2);
    const total = new Float64Array(width - 2);
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < points; draw++) {
      const start = pointAt(draw) * width;
      const a = values[start]!;
      const b = values[start + width - 1]!;
      sum += a + b;
      squares += a * a + b * b;
      for (let place = 0; place < first.length; place++) {
        const ab = values[start + 1 + place]!;
        first[place]! += b * (ab - a);
        total[place]! += (a - ab) * (a - ab);
      }
    }
    const mean = sum / (2 * points);
    const variance = squares / (2 * points) - mean * mean;
    // What is left of rounding where all values are equal is no variance.
    if (!(variance > squares * 1e-14)) return undefined;
    return {
      first: Array.from(first, (each) => each / points / variance),
      total: Array.from(total, (each) => each / (2 * points) / variance),
    };
  }
}
