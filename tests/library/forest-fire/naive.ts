import { RandomStreams, type Seed } from '../../../framework/index.js';
import type { ForestFireParameters } from '../../../library/index.js';

/** One cell as an object: what the model keeps in columns. */
interface Cell {
  readonly x: number;
  readonly y: number;
  readonly state: 'empty' | 'tree' | 'burning' | 'ash';
  readonly since: number;
  readonly fires: number;
}

/** The rules of the forest fire once more, one cell at a time, every draw by its address: slow, to be read. */
export class NaiveForest {
  cells: readonly Cell[];
  struck = 0;
  #step = 0;
  readonly #random: RandomStreams;
  readonly #parameters: ForestFireParameters;

  constructor(seed: Seed, parameters: ForestFireParameters) {
    const { width, height, density, front } = parameters;
    this.#random = new RandomStreams(seed);
    this.#parameters = parameters;
    this.cells = Array.from({ length: width * height }, (_, i): Cell => {
      const [x, y] = [i % width, Math.floor(i / width)];
      if (!this.#happens('trees', density, x, y, 0)) return { x, y, state: 'empty', since: 0, fires: 0 };
      return front && x === 0
        ? { x, y, state: 'burning', since: 0, fires: 1 }
        : { x, y, state: 'tree', since: 0, fires: 0 };
    });
  }

  count(state: Cell['state']): number {
    return this.cells.filter((cell) => cell.state === state).length;
  }

  neighbours({ x, y }: { readonly x: number; readonly y: number }): Cell[] {
    return this.cells.filter((other) => Math.abs(other.x - x) + Math.abs(other.y - y) === 1);
  }

  advance(): void {
    this.struck = 0;
    const then = this.cells.map((cell) => this.#after(cell));
    this.cells = then;
    this.#step++;
  }

  #after(cell: Cell): Cell {
    const { growth, lightning, ash } = this.#parameters;
    const become = (state: Cell['state']): Cell => ({ ...cell, state, since: this.#step + 1 });
    switch (cell.state) {
      case 'burning':
        return become('ash');
      case 'tree': {
        const burn = { ...become('burning'), fires: cell.fires + 1 };
        if (this.neighbours(cell).some(({ state }) => state === 'burning')) return burn;
        if (!this.#happens('lightning', lightning, cell.x, cell.y, this.#step)) return cell;
        this.struck++;
        return burn;
      }
      default:
        if (this.#happens('growth', growth, cell.x, cell.y, this.#step)) return become('tree');
        return cell.state === 'ash' && this.#step + 1 - cell.since >= ash ? become('empty') : cell;
    }
  }

  /** A draw is addressed by its row as the agent, and its column as the draw. */
  #happens(stream: string, chance: number, x: number, y: number, step: number): boolean {
    return this.#random.stream(stream).chance(Math.round(chance * 1_000_000), y, step, x);
  }
}
