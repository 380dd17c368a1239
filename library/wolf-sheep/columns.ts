import type { Collector, ModelOf, RandomCursor } from '../../framework/index.js';
import { Grid, modelOf, Population, ppm, Scheduler, stage } from '../../framework/index.js';
import { grow, sow } from './grass.js';
import { WolfSheepScenario } from './parameters.js';

type Animals = Population<{ energy: Float64ArrayConstructor; cell: Int32ArrayConstructor }>;

/** What tells sheep from wolves, besides what they eat. */
interface Kind {
  readonly animals: Animals;
  /** Energy that a meal gives. */
  readonly gain: number;
  /** Chance to bear another, in parts per million. */
  readonly reproduce: number;
  /** With less energy they die. */
  readonly least: number;
}

/** Wolves, sheep and grass; the animals are kept in columns. */
export class WolfSheepColumns extends modelOf(WolfSheepScenario) {
  /** The sheep are on it, so that wolves find them. */
  readonly grid = new Grid({
    size: [this.parameters.side, this.parameters.side],
    torus: true,
    capacity: 'unlimited',
  });
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
  override readonly collector: Collector = this.collect({
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
    const { sheepGain: gain, sheepReproduce, regrow } = this.parameters;
    const kind = { animals: sheep, gain, reproduce: ppm(sheepReproduce), least: 1 };
    sheep.shuffleDo((i) => {
      const cell = this.#walk(kind, i, draws);
      grid.move(i, cell);
      const fed = countdown[cell] === 0;
      if (fed) countdown[cell] = regrow;
      const born = this.#live(kind, i, fed, draws);
      if (born !== undefined) grid.place(born, cell);
      if (!sheep.alive(i)) grid.remove(i);
    }, draws);
  }

  #hunt(draws: RandomCursor): void {
    const { sheep, wolves, grid } = this;
    const { wolfGain: gain, wolfReproduce } = this.parameters;
    const kind = { animals: wolves, gain, reproduce: ppm(wolfReproduce), least: 0 };
    wolves.shuffleDo((i) => {
      const prey = grid.randomAt(this.#walk(kind, i, draws), draws);
      if (prey !== undefined) {
        grid.remove(prey);
        sheep.remove(prey);
      }
      this.#live(kind, i, prey !== undefined, draws);
    }, draws);
  }

  #walk({ animals }: Kind, i: number, draws: RandomCursor): number {
    const { cell } = animals.columns;
    cell[i] = this.grid.randomCellWithin(cell[i]!, draws)!;
    return cell[i];
  }

  /** Takes and gives energy, and lets die or bear; answers the row of who was born. */
  #live(
    { animals, gain, reproduce, least }: Kind,
    i: number,
    fed: boolean,
    draws: RandomCursor,
  ): number | undefined {
    const energy = animals.columns.energy[i]! - 1 + (fed ? gain : 0);
    animals.columns.energy[i] = energy;
    if (energy < least) animals.remove(i);
    else if (draws.chance(reproduce)) {
      const born = animals.add();
      const { columns } = animals;
      columns.cell[born] = columns.cell[i]!;
      columns.energy[born] = columns.energy[i] = energy / 2;
      return born;
    }
    return undefined;
  }
}
