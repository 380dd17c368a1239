import type { Collector, RandomCursor } from '../../framework/index.js';
import { Grid, modelOf, Population, ppm, Scheduler, stage } from '../../framework/index.js';
import { grow, grown, sow } from './grass.js';
import { WolfSheepScenario } from './parameters.js';

type Animals = Population<{ energy: Float64ArrayConstructor }>;

/** What tells sheep from wolves, besides what they eat. */
interface Kind {
  readonly animals: Animals;
  /** Where they are, by row. */
  readonly grid: Grid;
  /** Energy that a meal gives. */
  readonly gain: number;
  /** Chance to bear another, in parts per million. */
  readonly reproduce: number;
  /** With less energy they die. */
  readonly least: number;
}

function settle(count: number, gain: number, grid: Grid, draws: RandomCursor): Animals {
  return new Population(count, { energy: Float64Array }).set('energy', (i) => {
    grid.placeAtRandom(i, draws);
    return 1 + draws.float() * (2 * gain - 1);
  });
}

function act(kind: Kind, i: number, draws: RandomCursor, feeds: (cell: number) => boolean): void {
  const { animals, grid, gain, reproduce, least } = kind;
  const cell = grid.randomCellWithin(grid.cells[i]!, draws)!;
  grid.move(i, cell);
  let energy = animals.columns.energy[i]! - 1;
  if (feeds(cell)) energy += gain;
  if (energy < least) {
    die(kind, i);
    return;
  }
  if (draws.chance(reproduce)) {
    energy /= 2;
    const born = animals.add();
    animals.columns.energy[born] = energy;
    grid.place(born, cell);
  }
  animals.columns.energy[i] = energy;
}

function die({ animals, grid }: Kind, i: number): void {
  grid.remove(i);
  animals.remove(i);
}

/** Wolves, sheep and grass; the animals are kept in columns, each kind on a grid of its own. */
export class WolfSheepColumns extends modelOf(WolfSheepScenario) {
  readonly #size = [this.parameters.side, this.parameters.side];
  readonly pasture = new Grid({ size: this.#size, torus: true, capacity: 'unlimited' });
  readonly forest = new Grid({ size: this.#size, torus: true, capacity: 'unlimited' });
  /** By cell: steps until the grass is grown; 0: it is. */
  readonly countdown = sow(this.pasture.size, this.parameters.regrow, this.draws('grass'));
  readonly sheep = settle(
    this.parameters.sheep,
    this.parameters.sheepGain,
    this.pasture,
    this.draws('flock'),
  );
  readonly wolves = settle(this.parameters.wolves, this.parameters.wolfGain, this.forest, this.draws('pack'));
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

  get #sheep(): Kind {
    const { sheepGain: gain, sheepReproduce } = this.parameters;
    return { animals: this.sheep, grid: this.pasture, gain, reproduce: ppm(sheepReproduce), least: 1 };
  }

  get #wolves(): Kind {
    const { wolfGain: gain, wolfReproduce } = this.parameters;
    return { animals: this.wolves, grid: this.forest, gain, reproduce: ppm(wolfReproduce), least: 0 };
  }

  #graze(draws: RandomCursor): void {
    const { countdown, parameters } = this;
    const kind = this.#sheep;
    const feeds = (cell: number): boolean => {
      if (countdown[cell]! > 0) return false;
      countdown[cell] = parameters.regrow;
      return true;
    };
    this.sheep.shuffleDo((i) => act(kind, i, draws, feeds), draws);
  }

  #hunt(draws: RandomCursor): void {
    const kind = this.#wolves;
    const prey = this.#sheep;
    const feeds = (cell: number): boolean => {
      const caught = draws.pick(prey.grid.at(cell));
      if (caught !== undefined) die(prey, caught);
      return caught !== undefined;
    };
    this.wolves.shuffleDo((i) => act(kind, i, draws, feeds), draws);
  }
}
