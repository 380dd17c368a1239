import {
  type DataCollector,
  Model,
  type ModelOptions,
  ppm,
  Scheduler,
  type Seed,
  stage,
  under,
  type Views,
} from '../../framework/index.js';
import { ASH, BURNING, type Cells, EMPTY, newCells, TREE } from './cells.js';
import { type ForestFireParameters, ForestFireScenario } from './parameters.js';
import { viewsOf } from './views.js';

/**
 * Fires in a forest that grows again: the cellular automaton of Drossel and Schwabl (1992), "Self-organized critical
 * forest-fire model", Physical Review Letters 69, 1629. All cells change at once, by what they and their four
 * neighbours were; beyond the borders there is nothing.
 *
 * - A burning cell becomes ash.
 * - A tree beside a burning cell burns; any other is struck with the chance `lightning` and burns.
 * - On empty ground or ash a tree grows with the chance `growth`. Ash becomes empty after `ash` steps, which is for the
 *   eye alone: it decides nothing.
 *
 * Without growth and lightning, and with a `front`, it is the percolation of a single fire.
 */
export class ForestFire extends Model<ForestFireParameters> {
  static override readonly scenario = ForestFireScenario;
  readonly scheduler: Scheduler;
  override readonly collector: DataCollector;
  readonly cells: Cells;
  /** Cells of each state: empty, tree, burning, ash. */
  readonly counts = new Uint32Array(4);
  /** Trees that lightning struck in the step in progress, or in the last one. */
  struck = 0;
  readonly #next: Uint8Array;
  /** Draws of one row. */
  readonly #words: Uint32Array;

  constructor(options?: Seed | ModelOptions<ForestFireParameters>) {
    super(options);
    const { width, height } = this.parameters;
    this.cells = newCells(width * height);
    this.#next = new Uint8Array(this.cells.size);
    this.#words = new Uint32Array(width);
    this.#plant();
    this.scheduler = new Scheduler([
      stage('burn', (step) => this.#burn(step)),
      stage('grow', (step) => this.#grow(step)),
      stage('turn', (step) => this.#turn(step)),
    ]);
    this.collector = this.collect({
      model: {
        empty: ({ counts }) => counts[EMPTY]!,
        trees: ({ counts }) => counts[TREE]!,
        burning: ({ counts }) => counts[BURNING]!,
        ash: ({ counts }) => counts[ASH]!,
        struck: (model) => model.struck,
      },
    });
  }

  override get views(): Views {
    return viewsOf(this);
  }

  #plant(): void {
    const { width, height, density, front } = this.parameters;
    const { state, fires } = this.cells.columns;
    const trees = ppm(density);
    for (let y = 0; y < height; y++) {
      this.random.stream('trees').fill(this.#words, y, 0);
      for (let x = 0; x < width; x++) {
        if (!under(this.#words[x]!, trees)) continue;
        const burns = front && x === 0;
        state[y * width + x] = burns ? BURNING : TREE;
        if (burns) fires[y * width]!++;
      }
    }
    this.#count();
  }

  /** What becomes of trees and of burning cells. */
  #burn(step: number): void {
    const { width, height } = this.parameters;
    const { state } = this.cells.columns;
    const lightning = ppm(this.parameters.lightning);
    this.struck = 0;
    for (let y = 0; y < height; y++) {
      this.random.stream('lightning').fill(this.#words, y, step);
      for (let x = 0; x < width; x++) {
        const cell = y * width + x;
        if (state[cell] === BURNING) this.#next[cell] = ASH;
        else if (state[cell] === TREE) {
          const caught = this.#isBesideFire(x, y);
          const struck = !caught && under(this.#words[x]!, lightning);
          if (struck) this.struck++;
          this.#next[cell] = caught || struck ? BURNING : TREE;
        }
      }
    }
  }

  /** What becomes of ground without a tree. */
  #grow(step: number): void {
    const { width, height, ash } = this.parameters;
    const { state, since } = this.cells.columns;
    const growth = ppm(this.parameters.growth);
    for (let y = 0; y < height; y++) {
      this.random.stream('growth').fill(this.#words, y, step);
      for (let x = 0; x < width; x++) {
        const cell = y * width + x;
        const was = state[cell]!;
        if (was !== EMPTY && was !== ASH) continue;
        if (under(this.#words[x]!, growth)) this.#next[cell] = TREE;
        else this.#next[cell] = was === ASH && step + 1 - since[cell]! < ash ? ASH : EMPTY;
      }
    }
  }

  /** All cells change at once. */
  #turn(step: number): void {
    const { state, since, fires } = this.cells.columns;
    for (let cell = 0; cell < state.length; cell++) {
      const next = this.#next[cell]!;
      if (next === state[cell]) continue;
      state[cell] = next;
      since[cell] = step + 1;
      if (next === BURNING) fires[cell]!++;
    }
    this.#count();
    const { growth, lightning } = this.parameters;
    if (this.counts[BURNING] === 0 && ppm(growth) === 0 && ppm(lightning) === 0)
      this.stop('The fire is out, and nothing grows or strikes.');
  }

  #isBesideFire(x: number, y: number): boolean {
    const { width, height } = this.parameters;
    const { state } = this.cells.columns;
    const cell = y * width + x;
    return (
      (x > 0 && state[cell - 1] === BURNING) ||
      (x < width - 1 && state[cell + 1] === BURNING) ||
      (y > 0 && state[cell - width] === BURNING) ||
      (y < height - 1 && state[cell + width] === BURNING)
    );
  }

  #count(): void {
    this.counts.fill(0);
    for (const state of this.cells.columns.state) this.counts[state]!++;
  }
}
