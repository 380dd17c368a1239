/** One dimension of a continuous space, 0 … length, cut into equal cells. */
export class Axis {
  readonly length: number;
  readonly torus: boolean;
  /** A difference beyond this is shorter the other way around; none is where there is an edge. */
  readonly half: number;
  cells = 1;
  /** Cells in a unit of length. */
  #scale: number;
  /** The cells that `reach` found, from first to last; on a torus also numbers below 0 and beyond the last cell. */
  from = 0;
  to = 0;
  /** Whether these are all cells of a torus, each once, though the reach meets some of them from both sides. */
  isWhole = false;

  constructor(length: number, torus: boolean) {
    this.length = length;
    this.torus = torus;
    this.half = torus ? length / 2 : Number.POSITIVE_INFINITY;
    this.#scale = 1 / length;
  }

  /** Into as many cells as fit, none shorter than `edge`. */
  cut(edge: number): void {
    this.cells = Math.max(1, Math.floor(this.length / edge));
    this.#scale = this.cells / this.length;
  }

  /** Whether there is such a coordinate; on a torus every finite number is one. */
  holds(at: number): boolean {
    return this.torus ? Number.isFinite(at) : at >= 0 && at <= this.length;
  }

  /** Brings a coordinate into 0 … length on a torus; elsewhere answers it as it is. */
  wrap(at: number): number {
    if (!this.torus || (at >= 0 && at < this.length)) return at;
    const rest = at % this.length;
    const positive = rest < 0 ? rest + this.length : rest;
    // A tiny negative rest makes the sum round up to the length.
    return positive < this.length ? positive : 0;
  }

  /** From a to b, the shorter way. */
  difference(a: number, b: number): number {
    const apart = b - a;
    if (apart > this.half) return apart - this.length;
    return apart < -this.half ? apart + this.length : apart;
  }

  cellOf(at: number): number {
    return Math.min(Math.floor(at * this.#scale), this.cells - 1);
  }

  /** Finds the cells within a radius of a coordinate, each once. */
  reach(at: number, radius: number): void {
    // Nothing is further than the length. Distances are compared after rounding: cells are taken from a hair beyond.
    const most = Math.min(radius, this.length);
    const margin = most + (most + this.length) * 1e-12;
    // Kept as small integers: a field that ever held −0 would hold floats from then on.
    this.from = Math.floor((at - margin) * this.#scale) | 0;
    this.to = Math.floor((at + margin) * this.#scale) | 0;
    this.isWhole = this.torus && this.to - this.from >= this.cells;
    if (!this.torus) {
      this.from = Math.max(this.from, 0);
      this.to = Math.min(this.to, this.cells - 1);
    } else if (this.isWhole) {
      this.from = 0;
      this.to = this.cells - 1;
    }
  }
}
