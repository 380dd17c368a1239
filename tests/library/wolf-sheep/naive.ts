import { type ParametersOf, type RandomCursor, RandomStreams, type Seed } from '../../../framework/index.js';
import type { WolfSheepScenario } from '../../../library/index.js';

type Parameters = ParametersOf<typeof WolfSheepScenario>;

interface Animal {
  readonly kind: 'sheep' | 'wolf';
  cell: number;
  energy: number;
  alive: boolean;
}

const MODEL = 0xffffffff;

/** Wilensky's rules once more, over plain lists in order of birth: slow, to be read. */
export class NaiveWolfSheep {
  sheep: Animal[];
  wolves: Animal[];
  /** By cell: the sheep there, in order of arrival. */
  readonly #flocks: Animal[][];
  countdown: number[];
  readonly #random: RandomStreams;
  readonly #parameters: Parameters;
  #step = 0;

  constructor(seed: Seed, parameters: Parameters) {
    this.#random = new RandomStreams(seed);
    this.#parameters = parameters;
    const cells = parameters.side ** 2;
    const draws = this.#draws('grass');
    this.countdown = Array.from({ length: cells }, () => 1 + draws.below(parameters.regrow));
    const grown = draws.sample([...this.countdown.keys()], Math.floor(cells / 2));
    for (const cell of grown) this.countdown[cell] = 0;
    this.#flocks = Array.from({ length: cells }, () => []);
    this.sheep = this.#settle('sheep', parameters.sheep, parameters.sheepGain, this.#draws('flock'));
    this.wolves = this.#settle('wolf', parameters.wolves, parameters.wolfGain, this.#draws('pack'));
    for (const sheep of this.sheep) this.#flocks[sheep.cell]!.push(sheep);
  }

  advance(): void {
    const { regrow, sheepGain, sheepReproduce, wolfGain, wolfReproduce } = this.#parameters;
    const grazing = this.#draws('sheep');
    for (const sheep of grazing.shuffle([...this.sheep])) {
      this.#leave(sheep);
      sheep.cell = this.#walk(sheep.cell, grazing);
      this.#flocks[sheep.cell]!.push(sheep);
      const grown = this.countdown[sheep.cell] === 0;
      if (grown) this.countdown[sheep.cell] = regrow;
      sheep.energy += (grown ? sheepGain : 0) - 1;
      if (sheep.energy < 1) this.#die(sheep);
      else if (grazing.chance(Math.round(sheepReproduce * 1e6))) {
        const born = this.#bear(sheep);
        this.sheep.push(born);
        this.#flocks[born.cell]!.push(born);
      }
    }
    this.sheep = this.sheep.filter(({ alive }) => alive);
    const hunting = this.#draws('wolves');
    for (const wolf of hunting.shuffle([...this.wolves])) {
      wolf.cell = this.#walk(wolf.cell, hunting);
      const prey = hunting.pick(this.#flocks[wolf.cell]!);
      if (prey !== undefined) this.#die(prey);
      wolf.energy += (prey === undefined ? 0 : wolfGain) - 1;
      if (wolf.energy < 0) wolf.alive = false;
      else if (hunting.chance(Math.round(wolfReproduce * 1e6))) this.wolves.push(this.#bear(wolf));
    }
    this.wolves = this.wolves.filter(({ alive }) => alive);
    this.sheep = this.sheep.filter(({ alive }) => alive);
    this.countdown = this.countdown.map((left) => Math.max(0, left - 1));
    this.#step++;
  }

  #draws(purpose: string): RandomCursor {
    return this.#random.stream(purpose).cursor(MODEL, this.#step);
  }

  #settle(kind: Animal['kind'], count: number, gain: number, draws: RandomCursor): Animal[] {
    const cells = Array.from({ length: count }, () => draws.below(this.countdown.length));
    return cells.map((cell) => ({ kind, cell, energy: 1 + draws.float() * (2 * gain - 1), alive: true }));
  }

  #walk(from: number, draws: RandomCursor): number {
    const { side } = this.#parameters;
    const around = new Set<number>();
    for (const dy of [-1, 0, 1])
      for (const dx of [-1, 0, 1]) {
        const x = ((from % side) + dx + side) % side;
        const y = (Math.floor(from / side) + dy + side) % side;
        around.add(y * side + x);
      }
    around.delete(from);
    return draws.pick([...around].sort((a, b) => a - b))!;
  }

  #bear(parent: Animal): Animal {
    parent.energy /= 2;
    return { ...parent };
  }

  #die(sheep: Animal): void {
    sheep.alive = false;
    this.#leave(sheep);
  }

  #leave(sheep: Animal): void {
    const flock = this.#flocks[sheep.cell]!;
    flock.splice(flock.indexOf(sheep), 1);
  }
}
