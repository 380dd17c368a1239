import { type ParametersOf, type RandomCursor, RandomStreams, type Seed } from '../../../framework/index.js';
import type { SchellingScenario } from '../../../library/index.js';

type Parameters = ParametersOf<typeof SchellingScenario>;

/** The address of the model's own draws. */
const MODEL = 0xffffffff;

/** Schelling's rules once more, every neighbour found by looking at everybody: slow, to be read. */
export class NaiveSchelling {
  readonly cells: number[] = [];
  readonly happy: boolean[] = [];
  /** In the order from which they are drawn: a cell that is taken leaves its place to the last. */
  readonly #empty: number[];
  readonly #random: RandomStreams;
  readonly #parameters: Parameters;
  #step = 0;

  constructor(seed: Seed, parameters: Parameters) {
    this.#random = new RandomStreams(seed);
    this.#parameters = parameters;
    this.#empty = Array.from({ length: parameters.side ** 2 }, (_, cell) => cell);
    for (let agent = 0; agent < parameters.agents; agent++) {
      this.cells.push(this.#take(this.#draw(this.#random.stream('place').cursor(agent, 0))));
      this.happy.push(false);
    }
  }

  advance(): void {
    const draws = this.#random.stream('turns').cursor(MODEL, this.#step++);
    for (const agent of draws.shuffle([...this.cells.keys()])) {
      this.happy[agent] = this.#alike(agent) >= this.#parameters.wanted;
      if (this.happy[agent]) continue;
      const target = this.#draw(draws);
      this.#empty.push(this.cells[agent]!);
      this.cells[agent] = this.#take(target);
    }
  }

  #alike(agent: number): number {
    const { side, radius } = this.#parameters;
    const [x, y] = [this.cells[agent]! % side, Math.floor(this.cells[agent]! / side)];
    return this.cells.filter((cell, other) => {
      if (other === agent || other % 2 !== agent % 2) return false;
      return Math.abs((cell % side) - x) <= radius && Math.abs(Math.floor(cell / side) - y) <= radius;
    }).length;
  }

  #draw(draws: RandomCursor): number {
    return draws.pick(this.#empty)!;
  }

  #take(cell: number): number {
    const at = this.#empty.indexOf(cell);
    const last = this.#empty.pop()!;
    if (last !== cell) this.#empty[at] = last;
    return cell;
  }
}
