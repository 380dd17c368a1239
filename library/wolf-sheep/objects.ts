import type { AgentSet, DataCollector, RandomCursor } from '../../framework/index.js';
import { Agent, Grid, modelOf, ppm, Scheduler, stage } from '../../framework/index.js';
import { grow, sow } from './grass.js';
import { WolfSheepScenario } from './parameters.js';
import { viewsOf } from './views.js';

abstract class Animal extends Agent<WolfSheep> {
  energy: number;
  /** Energy that a meal gives. */
  abstract readonly gain: number;
  /** Chance to bear another, in parts per million. */
  abstract readonly reproduce: number;
  /** With less energy it dies. */
  abstract readonly least: number;

  constructor(model: WolfSheep, cell: number, energy: number) {
    super(model);
    this.energy = energy;
    model.grid.place(this, cell);
  }

  act(draws: RandomCursor): void {
    const { grid } = this.model;
    const cell = grid.randomCellWithin(grid.placeOf(this)!, draws)!;
    grid.move(this, cell);
    this.energy += (this.feeds(cell, draws) ? this.gain : 0) - 1;
    if (this.energy < this.least) this.remove();
    else if (draws.chance(this.reproduce)) {
      this.energy /= 2;
      new (this.constructor as Kind<Animal>)(this.model, cell, this.energy);
    }
  }

  protected abstract feeds(cell: number, draws: RandomCursor): boolean;
}

type Kind<A> = new (model: WolfSheep, cell: number, energy: number) => A;

class Sheep extends Animal {
  readonly gain = this.model.parameters.sheepGain;
  readonly reproduce = ppm(this.model.parameters.sheepReproduce);
  readonly least = 1;

  protected feeds(cell: number): boolean {
    const { countdown, parameters } = this.model;
    if (countdown[cell]! > 0) return false;
    countdown[cell] = parameters.regrow;
    return true;
  }
}

class Wolf extends Animal {
  readonly gain = this.model.parameters.wolfGain;
  readonly reproduce = ppm(this.model.parameters.wolfReproduce);
  readonly least = 0;

  protected feeds(cell: number, draws: RandomCursor): boolean {
    const { grid } = this.model;
    if (grid.count(cell) === 1) return false;
    const prey = draws.pick(grid.at(cell).filter((other) => other instanceof Sheep));
    prey?.remove();
    return prey !== undefined;
  }
}

/** Wolves, sheep and grass; the animals are kept as objects. */
export class WolfSheep extends modelOf(WolfSheepScenario) {
  readonly #side = this.parameters.side;
  readonly grid = new Grid<Animal>({
    size: [this.#side, this.#side],
    torus: true,
    capacity: 'unlimited',
    of: this,
  });
  /** By cell: steps until the grass is grown; 0: it is. */
  readonly countdown = sow(this.grid.size, this.parameters.regrow, this.draws('grass'));
  /** Cells with grown grass at the end of the last step. */
  grown = 0;
  readonly sheep = this.#settle(Sheep, this.parameters.sheep, this.parameters.sheepGain, this.draws('flock'));
  readonly wolves = this.#settle(Wolf, this.parameters.wolves, this.parameters.wolfGain, this.draws('pack'));
  readonly scheduler = new Scheduler([
    stage('sheep', () => this.sheep.shuffleDo((each, draws) => each.act(draws), this.draws('sheep'))),
    stage('wolves', () => this.wolves.shuffleDo((each, draws) => each.act(draws), this.draws('wolves'))),
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

  #settle<A extends Animal>(kind: Kind<A>, count: number, gain: number, draws: RandomCursor): AgentSet<A> {
    const cells = Array.from({ length: count }, () => draws.below(this.grid.size));
    for (const cell of cells) new kind(this, cell, 1 + draws.float() * (2 * gain - 1));
    return this.agentsOf(kind);
  }

  override get views() {
    return viewsOf(this);
  }
}
