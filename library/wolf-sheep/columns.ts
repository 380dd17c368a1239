import type { DataCollector, ModelOf, RandomCursor } from '../../framework/index.js';
import { Grid, modelOf, Population, ppm, Scheduler, stage } from '../../framework/index.js';
import { grow, sow } from './grass.js';
import { WolfSheepScenario } from './parameters.js';
import { viewsOf } from './views.js';

type Animals = Population<{ energy: Float64ArrayConstructor; cell: Int32ArrayConstructor }>;

/** Wolves, sheep and grass; the animals are kept in columns. */
export class WolfSheepColumns extends modelOf(WolfSheepScenario) {
  readonly #side = this.parameters.side;
  /** The sheep stand on it, for the wolves to find them. */
  readonly grid = new Grid({ size: [this.#side, this.#side], torus: true, capacity: 'unlimited' });
  /** By cell: steps until the grass is grown; 0: it is. */
  readonly countdown = sow(this.grid.size, this.parameters.regrow, this.draws('grass'));
  /** Cells with grown grass at the end of the last step. */
  grown = 0;
  readonly sheep = this.#settle(this.parameters.sheep, this.parameters.sheepGain, this.draws('flock'));
  readonly wolves = this.#settle(this.parameters.wolves, this.parameters.wolfGain, this.draws('pack'));
  readonly scheduler = new Scheduler([
    stage('sheep', () => this.#graze(this.draws('sheep'))),
    stage('wolves', () => this.#hunt(this.draws('wolves'))),
    stage('grass', () => {
      this.grown = grow(this.countdown);
    }),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: {
      sheep: ({ sheep }) => sheep.size,
      wolves: ({ wolves }) => wolves.size,
      grass: ({ grown }) => grown,
    },
  });

  constructor(...options: ConstructorParameters<ModelOf<typeof WolfSheepScenario>>) {
    super(...options);
    this.sheep.do((i) => this.grid.place(i, this.sheep.columns.cell[i]!));
  }

  #settle(count: number, gain: number, draws: RandomCursor): Animals {
    return new Population(count, { energy: Float64Array, cell: Int32Array })
      .set('cell', () => draws.below(this.grid.size))
      .set('energy', () => 1 + draws.float() * (2 * gain - 1));
  }

  #graze(draws: RandomCursor): void {
    const { sheep, grid, countdown } = this;
    const { sheepGain, sheepReproduce, regrow } = this.parameters;
    const reproduce = ppm(sheepReproduce);
    sheep.shuffleDo((i) => {
      const cell = this.#walk(sheep, i, draws);
      grid.move(i, cell);
      const grazes = countdown[cell] === 0;
      if (grazes) countdown[cell] = regrow;
      const energy = this.#spend(sheep, i, grazes ? sheepGain : 0);
      if (energy < 1) this.#bury(i);
      else if (draws.chance(reproduce)) grid.place(this.#bear(sheep, i), cell);
    }, draws);
  }

  #hunt(draws: RandomCursor): void {
    const { wolves, grid } = this;
    const { wolfGain, wolfReproduce } = this.parameters;
    const reproduce = ppm(wolfReproduce);
    wolves.shuffleDo((i) => {
      const prey = grid.randomAt(this.#walk(wolves, i, draws), draws);
      if (prey !== undefined) this.#bury(prey);
      const energy = this.#spend(wolves, i, prey === undefined ? 0 : wolfGain);
      if (energy < 0) wolves.remove(i);
      else if (draws.chance(reproduce)) this.#bear(wolves, i);
    }, draws);
  }

  /** To one of the cells around. */
  #walk({ columns: { cell } }: Animals, i: number, draws: RandomCursor): number {
    cell[i] = this.grid.randomCellWithin(cell[i]!, draws)!;
    return cell[i];
  }

  /** One unit, less what was gained; answers what is left. */
  #spend({ columns: { energy } }: Animals, i: number, gained: number): number {
    energy[i]! += gained - 1;
    return energy[i]!;
  }

  /** Answers the row of who is born, with half of the energy. */
  #bear(animals: Animals, i: number): number {
    const born = animals.add();
    const { energy, cell } = animals.columns;
    energy[i]! /= 2;
    energy[born] = energy[i]!;
    cell[born] = cell[i]!;
    return born;
  }

  /** Of a sheep. */
  #bury(i: number): void {
    this.grid.remove(i);
    this.sheep.remove(i);
  }

  override get views() {
    return viewsOf(this);
  }
}
