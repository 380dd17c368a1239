import type { DataCollector, RandomCursor } from '../../framework/index.js';
import { ContinuousSpace, column, modelOf, Population, Scheduler, stage } from '../../framework/index.js';
import { direction, FlockingScenario } from './parameters.js';
import { viewsOf } from './views.js';

/** Flocking birds, kept in columns. */
export class FlockingColumns extends modelOf(FlockingScenario) {
  readonly plane = new ContinuousSpace({ size: [this.parameters.side, this.parameters.side], torus: true });
  readonly birds = new Population(this.parameters.birds, { velocity: column(Float64Array, [2]) }).set(
    'velocity',
    this.#start(this.draws('start')),
  );
  readonly scheduler = new Scheduler([
    stage('fly', () => this.birds.shuffleDo((i) => this.#fly(i), this.draws('order'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { polarisation: ({ polarisation }) => polarisation },
  });

  /** Length of the mean velocity, 0 … 1; 0 without birds. */
  get polarisation(): number {
    const { velocity } = this.birds.columns;
    let [x, y] = [0, 0];
    for (let k = 0; k < velocity.length; k += 2) {
      x += velocity[k]!;
      y += velocity[k + 1]!;
    }
    return Math.sqrt(x * x + y * y) / Math.max(1, this.birds.size);
  }

  #start(draws: RandomCursor): (i: number) => readonly number[] {
    return (i) => {
      this.plane.placeAt(i, draws.float() * this.parameters.side, draws.float() * this.parameters.side);
      return direction(draws);
    };
  }

  #fly(i: number): void {
    const { plane, parameters } = this;
    const { vision, speed, separation, cohere, separate, match } = parameters;
    const { velocity } = this.birds.columns;
    const { count, rows, dx, dy } = plane.near(i, vision);
    let [cx, cy, sx, sy, mx, my] = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < count; k++) {
      const other = 2 * rows[k]!;
      const x = dx[k]!;
      const y = dy[k]!;
      cx += x;
      cy += y;
      mx += velocity[other]!;
      my += velocity[other + 1]!;
      if (x * x + y * y >= separation * separation) continue;
      sx -= x;
      sy -= y;
    }
    // Half of the sum has the same direction, to the bit: it is left out.
    const seen = Math.max(1, count);
    const x = velocity[2 * i]! + (cx * cohere + sx * separate + mx * match) / seen;
    const y = velocity[2 * i + 1]! + (cy * cohere + sy * separate + my * match) / seen;
    const length = Math.sqrt(x * x + y * y);
    if (count > 0 && length > 0) {
      velocity[2 * i] = x / length;
      velocity[2 * i + 1] = y / length;
    }
    plane.moveBy(i, speed * velocity[2 * i]!, speed * velocity[2 * i + 1]!);
  }

  override get views() {
    return viewsOf(this);
  }
}
