import {
  Agent,
  type AgentSet,
  type Collector,
  Grid,
  modelOf,
  ppm,
  type RandomCursor,
  Scheduler,
  stage,
} from '../../framework/index.js';
import { grow, grown, sow } from './grass.js';
import { WolfSheepScenario } from './parameters.js';

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
    this.energy--;
    if (this.feeds(cell, draws)) this.energy += this.gain;
    if (this.energy < this.least) this.die();
    else if (draws.chance(this.reproduce)) {
      this.energy /= 2;
      this.bear(cell);
    }
  }

  die(): void {
    this.model.grid.remove(this);
    this.remove();
  }

  protected abstract bear(cell: number): void;
  protected abstract feeds(cell: number, draws: RandomCursor): boolean;
}

type Kind<A> = new (model: WolfSheep, cell: number, energy: number) => A;

class Sheep extends Animal {
  readonly gain = this.model.parameters.sheepGain;
  readonly reproduce = ppm(this.model.parameters.sheepReproduce);
  readonly least = 1;

  protected bear(cell: number): void {
    new Sheep(this.model, cell, this.energy);
  }

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

  protected bear(cell: number): void {
    new Wolf(this.model, cell, this.energy);
  }

  protected feeds(cell: number, draws: RandomCursor): boolean {
    const prey = draws.pick(this.model.grid.at(cell).filter((other) => other instanceof Sheep));
    prey?.die();
    return prey !== undefined;
  }
}

/** Wolves, sheep and grass; the animals are kept as objects. */
export class WolfSheep extends modelOf(WolfSheepScenario) {
  readonly grid = new Grid<Animal>({
    size: [this.parameters.side, this.parameters.side],
    torus: true,
    capacity: 'unlimited',
  });
  /** By cell: steps until the grass is grown; 0: it is. */
  readonly countdown = sow(this.grid.size, this.parameters.regrow, this.draws('grass'));
  readonly sheep = this.#settle(Sheep, this.parameters.sheep, this.parameters.sheepGain, this.draws('flock'));
  readonly wolves = this.#settle(Wolf, this.parameters.wolves, this.parameters.wolfGain, this.draws('pack'));
  readonly scheduler = new Scheduler([
    stage('sheep', () => this.#act(this.sheep, this.draws('sheep'))),
    stage('wolves', () => this.#act(this.wolves, this.draws('wolves'))),
    stage('grass', () => grow(this.countdown)),
  ]);
  override readonly collector: Collector = this.collect({
    model: {
      sheep: ({ sheep }) => sheep.size,
      wolves: ({ wolves }) => wolves.size,
      grass: ({ countdown }) => grown(countdown),
    },
  });

  #settle<A extends Animal>(kind: Kind<A>, count: number, gain: number, draws: RandomCursor): AgentSet<A> {
    for (let i = 0; i < count; i++)
      new kind(this, draws.below(this.grid.size), 1 + draws.float() * (2 * gain - 1));
    return this.agentsOf(kind);
  }

  #act<A extends Animal>(animals: AgentSet<A>, draws: RandomCursor): void {
    animals.shuffleDo((animal) => animal.act(draws), draws);
  }
}
