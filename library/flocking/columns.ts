import {
  type Collector,
  ContinuousSpace,
  modelOf,
  Population,
  Scheduler,
  stage,
} from '../../framework/index.js';
import { direction, FlockingScenario } from './parameters.js';

/** Flocking birds, kept in columns. */
export class FlockingColumns extends modelOf(FlockingScenario) {
  readonly plane = new ContinuousSpace({ size: [this.parameters.side, this.parameters.side], torus: true });
  readonly birds = new Population(this.parameters.birds, { vx: Float64Array, vy: Float64Array }).do((i) =>
    this.#start(i),
  );
  readonly scheduler = new Scheduler([
    stage('fly', () => this.birds.shuffleDo((i) => this.#fly(i), this.draws('order'))),
  ]);
  override readonly collector: Collector = this.collect({
    model: { polarisation: ({ polarisation }) => polarisation },
  });

  /** Length of the mean velocity, 0 … 1; 0 without birds. */
  get polarisation(): number {
    const [x, y] = [this.birds.agg('vx', 'sum'), this.birds.agg('vy', 'sum')];
    return Math.sqrt(x * x + y * y) / Math.max(1, this.birds.size);
  }

  #start(i: number): void {
    const { vx, vy } = this.birds.columns;
    const draws = this.draws('start', i);
    this.plane.placeAtRandom(i, draws);
    [vx[i], vy[i]] = direction(draws);
  }

  #fly(i: number): void {
    const { plane, parameters } = this;
    const { vision, speed, separation, cohere, separate, match } = parameters;
    const { vx, vy } = this.birds.columns;
    const { count, rows, dx, dy } = plane.near(i, vision);
    let [cx, cy, sx, sy, mx, my] = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < count; k++) {
      const x = dx[k]!;
      const y = dy[k]!;
      cx += x;
      cy += y;
      mx += vx[rows[k]!]!;
      my += vy[rows[k]!]!;
      if (x * x + y * y >= separation * separation) continue;
      sx -= x;
      sy -= y;
    }
    // Half of the sum has the same direction, to the bit: it is left out.
    const seen = Math.max(1, count);
    const x = vx[i]! + (cx * cohere + sx * separate + mx * match) / seen;
    const y = vy[i]! + (cy * cohere + sy * separate + my * match) / seen;
    const length = Math.sqrt(x * x + y * y);
    if (count > 0 && length > 0) {
      vx[i] = x / length;
      vy[i] = y / length;
    }
    plane.moveBy(i, speed * vx[i]!, speed * vy[i]!);
  }
}
