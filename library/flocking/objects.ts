import type { AgentSet, DataCollector, RandomCursor } from '../../framework/index.js';
import { Agent, ContinuousSpace, modelOf, Scheduler, stage } from '../../framework/index.js';
import { direction, FlockingScenario } from './parameters.js';
import { viewsOf } from './views.js';

class Bird extends Agent<Flocking> {
  vx: number;
  vy: number;

  constructor(model: Flocking, draws: RandomCursor) {
    super(model);
    const { side } = model.parameters;
    model.plane.placeAt(this, draws.float() * side, draws.float() * side);
    [this.vx, this.vy] = direction(draws);
  }

  fly(): void {
    const { plane, parameters } = this.model;
    const { vision, speed, separation, cohere, separate, match } = parameters;
    const near = plane.near(this, vision);
    let [cx, cy, sx, sy, mx, my] = [0, 0, 0, 0, 0, 0];
    for (let k = 0; k < near.count; k++) {
      const { vx, vy } = near.item(k);
      const dx = near.dx[k]!;
      const dy = near.dy[k]!;
      cx += dx;
      cy += dy;
      mx += vx;
      my += vy;
      if (dx * dx + dy * dy >= separation * separation) continue;
      sx -= dx;
      sy -= dy;
    }
    // Half of the sum has the same direction, to the bit: it is left out.
    const seen = Math.max(1, near.count);
    const x = this.vx + (cx * cohere + sx * separate + mx * match) / seen;
    const y = this.vy + (cy * cohere + sy * separate + my * match) / seen;
    const length = Math.sqrt(x * x + y * y);
    if (near.count > 0 && length > 0) {
      this.vx = x / length;
      this.vy = y / length;
    }
    plane.moveBy(this, speed * this.vx, speed * this.vy);
  }
}

/** Flocking birds, kept as objects. */
export class Flocking extends modelOf(FlockingScenario) {
  readonly plane = new ContinuousSpace<Bird>({
    size: [this.parameters.side, this.parameters.side],
    torus: true,
  });
  readonly birds = this.#start(this.draws('start'));
  readonly scheduler = new Scheduler([
    stage('fly', () => this.birds.shuffleDo((bird) => bird.fly(), this.draws('order'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: { polarisation: ({ polarisation }) => polarisation },
  });

  /** Length of the mean velocity, 0 … 1; 0 without birds. */
  get polarisation(): number {
    const [x, y] = [this.birds.agg('vx', 'sum'), this.birds.agg('vy', 'sum')];
    return Math.sqrt(x * x + y * y) / Math.max(1, this.birds.size);
  }

  #start(draws: RandomCursor): AgentSet<Bird> {
    return this.create(Bird, this.parameters.birds, () => [draws]);
  }

  override get views() {
    return viewsOf(this);
  }
}
