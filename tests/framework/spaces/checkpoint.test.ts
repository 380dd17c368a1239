import { expect, it } from 'vitest';
import {
  Agent,
  ContinuousSpace,
  DynamicNetwork,
  digestOf,
  Grid,
  Model,
  NodeSpace,
  PropertyLayer,
  putState,
  Scheduler,
  stage,
  stateOf,
} from '../../../framework/index.js';

class Walker extends Agent<World> {}

/** A model with every kind of space, of agents and of rows. */
class World extends Model {
  static override readonly agentTypes = [Walker];
  readonly rows = new Grid({ size: [6, 6], torus: true });
  readonly grid = new Grid<Walker>({ size: [5, 5], metric: 'hex', capacity: 3 });
  readonly plane = new ContinuousSpace<Walker>({ size: [9, 9], torus: true });
  readonly people = new NodeSpace<Walker>(new DynamicNetwork(4));
  readonly grass = new PropertyLayer(this.grid, Uint8Array, 1);
  readonly scheduler = new Scheduler([stage('walk', () => this.#walk())]);

  constructor(seed: number) {
    super(seed);
    const random = this.draws('start');
    for (let row = 0; row < 20; row++) this.rows.placeAtEmpty(row, random);
    for (let k = 0; k < 9; k++) this.#join();
  }

  #join(): void {
    const random = this.draws('join');
    const walker = new Walker(this);
    this.grid.placeAtEmpty(walker, random);
    this.plane.placeAtRandom(walker, random);
    this.people.placeAtRandom(walker, random);
  }

  #walk(): void {
    const random = this.draws('walk');
    const network = this.people.network as DynamicNetwork;
    network.addNode();
    for (let row = 0; row < 20; row++) this.rows.moveToEmpty(row, random);
    this.agentsOf(Walker).do((walker) => {
      network.addLink(network.addNode(), this.people.placeOf(walker)!);
      this.people.move(walker, this.people.randomPlace(random));
      this.grass.set(this.grid.moveToEmpty(walker, random), this.people.neighbours(walker, 2).length);
      this.plane.moveBy(walker, this.plane.neighbours(walker, 3).length, random.float());
    });
    const gone = this.agentsOf(Walker).pick(random)!;
    for (const space of [this.grid, this.plane, this.people]) space.remove(gone);
    gone.remove();
    this.#join();
  }
}

it('a model goes on from a checkpoint with its spaces as if nothing had been', async () => {
  const straight = new World(4);
  for (let step = 0; step < 4; step++) await straight.advance();
  const again = new World(4);
  putState(again, structuredClone(stateOf(straight)));
  expect(digestOf(stateOf(again))).toBe(digestOf(stateOf(straight)));
  for (let step = 0; step < 4; step++) {
    await straight.advance();
    await again.advance();
    expect(digestOf(stateOf(again))).toBe(digestOf(stateOf(straight)));
  }
});
