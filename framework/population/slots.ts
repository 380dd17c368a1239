import { StarlingError } from '../errors.js';

/** When rows were chosen: who was born later is not meant, and who has died since is passed over. */
export interface Moment {
  /** How many had died before. */
  readonly deaths: number;
  /** The id of the next to be born. */
  readonly next: number;
}

/** The id of a slot where nobody lives. */
const NOBODY = 0xffffffff;

/**
 * Who lives in which row of a population. Ids count up and are never given twice, so that a pass or a view can tell
 * those who were there when it began: their ids are lower than `next` was then.
 */
export class Slots {
  /** By row; undefined as long as nobody was born or has died, for then row i has the id i. */
  ids: Uint32Array | undefined;
  /** Rows in use so far, living or not. */
  end: number;
  /** How many live. */
  size: number;
  /** The next id. */
  next: number;
  /** Rows to use again, the next one last. */
  free: number[] = [];
  /** How many have died so far: a view that has looked since then need not look again. */
  deaths = 0;
  /** How often rows were moved. */
  moves = 0;
  /** Who is told of the row of each that dies. */
  readonly leaving: ((row: number) => void)[] = [];
  /** Passes in progress. */
  passes = 0;

  constructor(size: number) {
    this.end = size;
    this.size = size;
    this.next = size;
  }

  /** For what is chosen now. */
  get now(): Moment {
    return { deaths: this.deaths, next: this.next };
  }

  /** Every row in use is alive. */
  get dense(): boolean {
    return this.size === this.end;
  }

  /** Whether a row is alive, by somebody born before the id `before`. */
  lives(row: number, before: number): boolean {
    const { ids } = this;
    return ids === undefined ? row < this.end : ids[row]! < before;
  }

  /** Whether somebody lives in a row, if it is one. */
  has(row: number): boolean {
    return row >= 0 && Number.isInteger(row) && this.lives(row, this.next);
  }

  idOf(row: number): number {
    return this.ids === undefined ? row : this.ids[row]!;
  }

  /** Writes the living rows, rising, to the start of `into`; answers how many. */
  list(into: Uint32Array): number {
    const { ids, end } = this;
    let count = 0;
    if (ids === undefined) for (; count < end; count++) into[count] = count;
    else for (let row = 0; row < end; row++) if (ids[row] !== NOBODY) into[count++] = row;
    return count;
  }

  /** The ids, written down for the first time where nobody was born or has died before. */
  #written(capacity: number): Uint32Array {
    if (this.ids !== undefined && this.ids.length >= capacity) return this.ids;
    const ids = new Uint32Array(capacity).fill(NOBODY);
    if (this.ids !== undefined) ids.set(this.ids);
    else for (let row = 0; row < this.end; row++) ids[row] = row;
    this.ids = ids;
    return ids;
  }

  /** Somebody is born into a row: a free one, or the one at the end. */
  bear(row: number, capacity: number): void {
    if (this.next >= NOBODY) throw new StarlingError('The population has used all 2^32 − 1 ids.');
    this.#written(capacity)[row] = this.next++;
    if (row === this.end) this.end++;
    this.size++;
  }

  /** Whoever lives in a row dies. @returns whether somebody did */
  bury(row: number, capacity: number): boolean {
    if (!this.has(row)) return false;
    this.#written(capacity)[row] = NOBODY;
    this.size--;
    this.deaths++;
    return true;
  }

  /** Moves who lives in a row to a lower one. */
  move(from: number, to: number): void {
    this.ids![to] = this.ids![from]!;
    this.ids![from] = NOBODY;
  }

  /** All live in the first rows from now on. */
  close(): void {
    this.end = this.size;
    this.free = [];
    this.moves++;
  }

  /** Becomes what was saved. */
  restore(
    state: { rows: number; nextId: number; ids: Uint32Array | null; free: readonly number[] },
    capacity: number,
  ): void {
    this.end = state.rows;
    this.next = state.nextId;
    this.ids = undefined;
    this.size = state.rows;
    if (state.ids !== null) {
      const ids = this.#written(capacity).fill(NOBODY);
      ids.set(state.ids);
      this.size = state.ids.reduce((living, id) => (id === NOBODY ? living : living + 1), 0);
    }
    this.free = [...state.free];
    this.moves++;
  }
}
