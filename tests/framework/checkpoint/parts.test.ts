import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Agent,
  AgentSet,
  ContinuousSpace,
  DoubleBuffer,
  DynamicNetwork,
  digestOf,
  EventQueue,
  Grid,
  KeyedMessages,
  MessageColumns,
  Messages,
  Model,
  NetworkSpace,
  NodeSpace,
  Population,
  PropertyLayer,
  putState,
  Scheduler,
  type Seed,
  stage,
  stateOf,
} from '../../../framework/index.js';

class Walker extends Agent<Parts> {
  steps = 0;
  friends: AgentSet<Walker> = new AgentSet();
  /** Where it walks, as all do: one space, told to each. */
  readonly home: Grid<Walker> = this.model.grid;
}

/** A model made of every part that keeps state of its own. */
class Parts extends Model {
  static override readonly agentTypes = [Walker];
  readonly grid = new Grid<Walker>({ size: [6, 5], torus: true, capacity: 40 });
  readonly plane = new ContinuousSpace<Walker>({ size: [10, 10], torus: true });
  readonly warmth = new PropertyLayer(this.grid, Uint16Array);
  readonly roads: NetworkSpace = NetworkSpace.smallWorld(
    12,
    4,
    200_000,
    this.random.stream('roads').cursor(0, 0),
  );
  readonly towns = new NodeSpace<Walker>(this.roads);
  readonly ties = new DynamicNetwork(6);
  readonly rows = new Population(5, { energy: Int32Array, seen: Uint8Array });
  readonly next = new DoubleBuffer(() => this.rows.columns.energy);
  readonly news = new Messages<{ from: Walker; text: string }>();
  readonly letters = new KeyedMessages<string>();
  readonly scent = new MessageColumns(5, { strength: Float64Array });
  readonly agenda = new EventQueue({
    birth: () => void this.settle(new Walker(this)),
    wake: ({ id }: { id: number }) => {
      this.woken.push(id);
    },
  });
  woken: number[] = [];
  heard: string[] = [];
  readonly scheduler = new Scheduler([
    stage('agenda', (step) => this.agenda.runTo(step)),
    stage('walk', () => this.walk()),
    stage('rows', () => this.turn()),
    stage('post', (step) => this.post(step)),
  ]);

  constructor(seed: Seed) {
    super(seed);
    for (let i = 0; i < 4; i++) this.settle(new Walker(this));
    this.agenda.every(2, 'birth', undefined, { start: 1 });
  }

  settle(walker: Walker): void {
    const draws = walker.draws('settle');
    this.grid.place(walker, this.grid.randomPlace(draws));
    this.plane.place(walker, this.plane.randomPlace(draws));
    this.towns.place(walker, draws.below(12));
    this.agenda.after(1 + draws.below(4), 'wake', { id: walker.id }, { agent: walker });
  }

  walk(): void {
    const walkers = this.agentsOf(Walker);
    walkers.shuffleDo((walker) => {
      const draws = walker.draws('walk');
      walker.steps++;
      walker.home.remove(walker);
      walker.home.place(walker, this.grid.randomPlace(draws));
      this.plane.moveBy(walker, draws.float(), draws.float());
      walker.friends = new AgentSet(walker.home.within(walker.home.placeOf(walker)!, 1));
      this.warmth.modify(
        (value) => value + 1,
        (cell) => cell % 7 === walker.id % 7,
      );
      if (draws.chance(120_000) && walkers.size > 2) {
        for (const space of [this.grid, this.plane, this.towns]) space.remove(walker);
        walker.remove();
      }
    }, this.draws('order'));
  }

  turn(): void {
    const draws = this.draws('rows');
    if (draws.chance(500_000)) this.rows.add();
    const dying = this.rows.size > 2 && draws.chance(400_000) ? this.rows.pick(draws) : undefined;
    if (dying !== undefined) this.rows.remove(dying);
    this.rows.do((i) => {
      this.next.write[i] = this.next.read[i]! + this.rows.idOf(i) + 1;
    });
    this.next.swap();
    if (draws.chance(300_000)) this.rows.compact();
    if (draws.chance(400_000)) this.ties.addNode();
    const [a, b] = [this.ties.randomNode(draws)!, this.ties.randomNode(draws)!];
    if (a !== b) this.ties.addLink(a, b);
    if (draws.chance(150_000)) this.ties.removeNode(a);
  }

  post(step: number): void {
    this.news.flip();
    this.letters.flip();
    this.scent.flip();
    for (const { from, text } of this.news.all) this.heard.push(`${from.id} ${text}`);
    this.heard.push(...this.letters.to(step % 3), ...Array.from(this.scent.to(step % 5, 'strength'), String));
    this.heard = this.heard.slice(-20);
    this.agentsOf(Walker).do((walker) => {
      this.news.post({ from: walker, text: `step ${step}` });
      this.letters.post(walker.id % 3, `for ${walker.id}`);
      this.scent.post(walker.id % 5, { strength: walker.steps / 3 });
    });
  }
}

async function after(model: Parts, steps: number): Promise<Parts> {
  for (let i = 0; i < steps; i++) await model.advance();
  return model;
}

test('every part that keeps state goes on from it as if nothing had been', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1000), fc.nat(15), fc.nat(12), async (seed, at, more) => {
      const straight = await after(new Parts(seed), at);
      const state = structuredClone(stateOf(straight));
      const again = new Parts(seed);
      putState(again, state);
      expect(digestOf(stateOf(again))).toBe(digestOf(state));
      for (const walker of again.agentsOf(Walker)) expect(walker.home).toBe(again.grid);
      await after(straight, more);
      await after(again, more);
      expect(stateOf(again).tree).toEqual(stateOf(straight).tree);
      expect(digestOf(stateOf(again))).toBe(digestOf(stateOf(straight)));
    }),
    { numRuns: 60 },
  );
});

test('a network of another seed is another one', () => {
  expect(() => putState(new Parts(2), stateOf(new Parts(1)))).toThrow('The saved network is another one');
});
