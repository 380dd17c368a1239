/** The rows that one tree is grown on, gathered column by column: small, close together, read in tight loops. */
export class Sample {
  readonly capacity: number;
  /** [F, capacity] */
  readonly columns: Uint16Array;
  /** [F] smallest and largest value; equal where a feature is constant in the whole sample. */
  readonly low: Uint16Array;
  readonly high: Uint16Array;
  #rows = 0;

  constructor(features: number, capacity: number) {
    this.capacity = capacity;
    this.columns = new Uint16Array(features * capacity);
    this.low = new Uint16Array(features);
    this.high = new Uint16Array(features);
  }

  /** How many rows it holds. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes `rows` rows of `records`: those from row `start` on, or those that `chosen` lists, counted from there. */
  load(records: Uint16Array, start: number, rows: number, chosen?: Uint32Array): void {
    const { columns, capacity, low, high } = this;
    const features = low.length;
    this.#rows = rows;
    low.fill(0xffff);
    high.fill(0);
    for (let i = 0; i < rows; i++) {
      const at = (start + (chosen === undefined ? i : chosen[i]!)) * features;
      for (let f = 0; f < features; f++) {
        const x = records[at + f]!;
        columns[f * capacity + i] = x;
        if (x < low[f]!) low[f] = x;
        if (x > high[f]!) high[f] = x;
      }
    }
  }

  /** Smallest and largest value of a feature in a node; undefined where it is constant. */
  range(feature: number, rows: Uint16Array, from: number, to: number) {
    if (this.low[feature]! >= this.high[feature]!) return undefined;
    const column = feature * this.capacity;
    let minimum = 0xffff;
    let maximum = 0;
    for (let i = from; i < to; i++) {
      const x = this.columns[column + rows[i]!]!;
      if (x < minimum) minimum = x;
      if (x > maximum) maximum = x;
    }
    return minimum < maximum ? { minimum, maximum } : undefined;
  }
}
