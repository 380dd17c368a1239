import {
  type Collector,
  Grid,
  type ModelOptions,
  modelOf,
  type ParametersOf,
  Population,
  ppm,
  type RandomCursor,
  Scheduler,
  stage,
} from '../../framework/index.js';
import { grow, grown, sow } from './grass.js';
import { WolfSheepScenario } from './parameters.js';

/** Wolves, sheep and grass; the animals are kept in columns. */
export class WolfSheepColumns extends modelOf(WolfSheepScenario) {
  /** Where the sheep are. */
  readonly grid = new Grid({
    size: [this.parameters.side, this.parameters.side],
    torus: true,
    capacity: 'unlimited',
  });
  /** By cell: steps until the grass is grown; 0: it is. */
  readonly countdown = sow(this.grid.size, this.parameters.regrow, this.draws('grass'));
  readonly sheep = new Population(0, { energy: Float64Array });
  readonly wolves = new Population(0, { energy: Float64Array, cell: Int32Array });
  readonly scheduler = new Scheduler([
    stage('sheep', () => this.#graze(this.draws('sheep'))),
    stage('wolves', () => this.#hunt(this.draws('wolves'))),
    stage('grass', () => grow(this.countdown)),
  ]);
  override readonly collector: Collector = this.collect({
    model: {
      sheep: ({ sheep }) => sheep.size,
      wolves: ({ wolves }) => wolves.size,
      grass: ({ countdown }) => grown(countdown),
    },
  });

  constructor(options?: ModelOptions<ParametersOf<typeof WolfSheepScenario>>) {
    super(options);
    const { sheep, wolves, sheepGain, wolfGain } = this.parameters;
    this.#settle(sheep, sheepGain, this.draws('first sheep'), (cell, energy) =>
      this.#bearSheep(cell, energy),
    );
    this.#settle(wolves, wolfGain, this.draws('first wolves'), (cell, energy) =>
      this.#bearWolf(cell, energy),
    );
  }

  #settle(
    count: number,
    gain: number,
    draws: RandomCursor,
    bear: (cell: number, energy: number) => void,
  ): void {
    for (let i = 0; i < count; i++) bear(draws.below(this.grid.size), 1 + draws.float() * (2 * gain - 1));
  }

  #bearSheep(cell: number, energy: number): void {
    const i = this.sheep.add();
    this.sheep.columns.energy[i] = energy;
    this.grid.place(i, cell);
  }

  #bearWolf(cell: number, energy: number): void {
    const i = this.wolves.add();
    this.wolves.columns.energy[i] = energy;
    this.wolves.columns.cell[i] = cell;
  }

  #buryRow(i: number): void {
    this.grid.remove(i);
    this.sheep.remove(i);
  }

  #graze(draws: RandomCursor): void {
    const { grid, sheep, countdown } = this;
    const { regrow, sheepGain } = this.parameters;
    const reproduce = ppm(this.parameters.sheepReproduce);
    sheep.shuffleDo((i) => {
      const cell = grid.randomCellWithin(grid.cells[i]!, draws)!;
      grid.move(i, cell);
      let energy = sheep.columns.energy[i]! - 1;
      if (countdown[cell] === 0) {
        countdown[cell] = regrow;
        energy += sheepGain;
      }
      if (energy < 1) return this.#buryRow(i);
      if (draws.chance(reproduce)) {
        energy /= 2;
        this.#bearSheep(cell, energy);
      }
      sheep.columns.energy[i] = energy;
    }, draws);
  }

  #hunt(draws: RandomCursor): void {
    const { grid, wolves } = this;
    const { wolfGain } = this.parameters;
    const reproduce = ppm(this.parameters.wolfReproduce);
    wolves.shuffleDo((i) => {
      const cell = grid.randomCellWithin(wolves.columns.cell[i]!, draws)!;
      wolves.columns.cell[i] = cell;
      let energy = wolves.columns.energy[i]! - 1;
      const prey = draws.pick(grid.at(cell));
      if (prey !== undefined) {
        this.#buryRow(prey);
        energy += wolfGain;
      }
      if (energy < 0) return wolves.remove(i);
      if (draws.chance(reproduce)) {
        energy /= 2;
        this.#bearWolf(cell, energy);
      }
      wolves.columns.energy[i] = energy;
    }, draws);
  }
}
