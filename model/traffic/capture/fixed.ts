/**
 * Code units kept free at either end of the 16-bit range, so that values beyond the warm-up's do not all read alike.
 * 0: the warm-up's minimum and maximum take the whole range (the forest is as good either way).
 */
const HEADROOM = 0;

/**
 * Sign(x) · log(1 + |x|). Captures hold byte counts, rates and delays over many decades; below one the function is nearly the
 * identity, so bounded columns lose nothing and no column has to be chosen.
 */
export const signedLog = (x: number): number => (x < 0 ? -Math.log(1 - x) : Math.log(1 + x));

/**
 * One fitted linear map a column, from the range over some rows to 0…65535, rounded to nearest, clipped. A column that
 * does not vary there takes one unit on either side. Only correctly rounded float operations: the same on any platform.
 */
export class FixedPoint {
  readonly #half: number;
  readonly #scale: number;
  readonly #headroom: number;

  /** @param rows the rows that fit the range; at least one */
  constructor(values: Float64Array, rows: Uint32Array, headroom: number = HEADROOM) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    // Halves: the difference of two finite numbers may not be finite, of their halves it is.
    let scale = (65_535 - 2 * headroom) / (most / 2 - least / 2);
    if (!Number.isFinite(scale)) {
      least -= 1;
      scale = 65_535 - 2 * headroom;
    }
    this.#half = least / 2;
    this.#scale = scale;
    this.#headroom = headroom;
  }

  /** The 16-bit code of a value. */
  code(value: number): number {
    const code = Math.round(this.#headroom + (value / 2 - this.#half) * this.#scale);
    return Math.max(0, Math.min(65_535, code));
  }
}
