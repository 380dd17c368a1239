import { type ParametersOf, RandomStreams, type Seed } from '../../../framework/index.js';
import type { FlockingScenario } from '../../../library/index.js';

type Parameters = ParametersOf<typeof FlockingScenario>;

interface Bird {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

const MODEL = 0xffffffff;

/** The rules of the boids once more, all pairs compared: slow, to be read. */
export class NaiveFlocking {
  readonly birds: Bird[] = [];
  readonly #random: RandomStreams;
  readonly #parameters: Parameters;
  #step = 0;

  constructor(seed: Seed, parameters: Parameters) {
    this.#random = new RandomStreams(seed);
    this.#parameters = parameters;
    const draws = this.#random.stream('start').cursor(MODEL, 0);
    while (this.birds.length < parameters.birds) {
      const [x, y] = [draws.float() * parameters.side, draws.float() * parameters.side];
      for (;;) {
        const [vx, vy] = [2 * draws.float() - 1, 2 * draws.float() - 1];
        const length = Math.sqrt(vx * vx + vy * vy);
        if (length === 0 || length > 1) continue;
        this.birds.push({ x, y, vx: vx / length, vy: vy / length });
        break;
      }
    }
  }

  advance(): void {
    const draws = this.#random.stream('order').cursor(MODEL, this.#step++);
    for (const bird of draws.shuffle([...this.birds])) this.#fly(bird);
  }

  #fly(bird: Bird): void {
    const { vision, speed, separation, cohere, separate, match } = this.#parameters;
    const seen = this.birds
      .filter((other) => other !== bird)
      .map(({ x, y, vx, vy }) => ({ dx: this.#way(bird.x, x), dy: this.#way(bird.y, y), vx, vy }))
      .filter(({ dx, dy }) => dx * dx + dy * dy <= vision * vision);
    const near = seen.filter(({ dx, dy }) => dx * dx + dy * dy < separation * separation);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const pull = (along: 'dx' | 'dy', of: 'vx' | 'vy') =>
      (sum(seen.map((other) => other[along])) * cohere +
        sum(near.map((other) => -other[along])) * separate +
        sum(seen.map((other) => other[of])) * match) /
      Math.max(1, seen.length);
    const [vx, vy] = [bird.vx + pull('dx', 'vx'), bird.vy + pull('dy', 'vy')];
    const length = Math.sqrt(vx * vx + vy * vy);
    if (seen.length > 0 && length > 0) Object.assign(bird, { vx: vx / length, vy: vy / length });
    bird.x = this.#wrap(bird.x + speed * bird.vx);
    bird.y = this.#wrap(bird.y + speed * bird.vy);
  }

  /** From one coordinate to another, the shorter way around. */
  #way(from: number, to: number): number {
    const { side } = this.#parameters;
    const way = to - from;
    if (way > side / 2) return way - side;
    return way < -side / 2 ? way + side : way;
  }

  #wrap(at: number): number {
    const { side } = this.#parameters;
    const rest = at % side;
    const positive = rest < 0 ? rest + side : rest;
    return positive < side ? positive : 0;
  }
}
