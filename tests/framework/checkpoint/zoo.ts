import {
  Agent,
  AgentSet,
  column,
  type DataCollector,
  Model,
  type ModelOptions,
  Population,
  type RandomCursor,
  Scheduler,
  stage,
} from '../../../framework/index.js';

export class Keeper extends Agent<Zoo> {
  /** Agents that it has fed, some of them gone. */
  fed: Agent[] = [];
  favourite: Animal | undefined;
  readonly visits = new Map<Animal, number>();
}

export class Animal extends Agent<Zoo> {
  weight = 10;
  mother: Animal | undefined;
  friends: AgentSet<Animal> = new AgentSet();
  moods: Record<string, number> = {};
  track = new Float64Array(3);

  constructor(model: Zoo, mother?: Animal) {
    super(model);
    this.mother = mother;
    model.born++;
  }
}

export class Bird extends Animal {
  altitude = -0;
  readonly flock: { members: number } = this.model.flock;
}

interface ZooParameters {
  readonly animals: number;
}

/** A model with every kind of state that a checkpoint keeps. */
export class Zoo extends Model<ZooParameters> {
  static override readonly agentTypes = [Bird];
  born = 0;
  gone = 0n;
  best = Number.NEGATIVE_INFINITY;
  note: string | undefined;
  readonly flock = { members: 0 };
  readonly names = new Set<string>();
  readonly log: unknown[] = [];
  readonly cells = new Population(8, { heat: column(Uint16Array), shape: column(Int8Array, [2]) });
  /** The column itself, under another name. */
  readonly heat: Uint16Array = this.cells.columns.heat;
  weights = new Float64Array(0);
  readonly keepers: AgentSet<Keeper>;
  cursor: RandomCursor;
  readonly scheduler: Scheduler;
  override readonly collector: DataCollector;
  readonly #scratch = new Uint32Array(4);

  constructor(options: ModelOptions<ZooParameters>) {
    super(options);
    this.keepers = this.agentsOf(Keeper);
    for (let i = 0; i < 3; i++) new Keeper(this);
    for (let i = 0; i < this.parameters.animals; i++) new Animal(this);
    this.cursor = this.draws('long');
    this.scheduler = new Scheduler([
      stage('live', () => this.#live()),
      stage('die', () => this.#die()),
      stage('feed', () => this.#feed()),
      stage('weather', (step) => this.#weather(step)),
    ]);
    this.collector = this.collect({
      model: {
        agents: ({ agents }) => agents.size,
        gone: ({ gone }) => Number(gone),
        long: (zoo) => zoo.log.length,
      },
      agents: { weight: (agent) => (agent instanceof Animal ? agent.weight : null) },
    });
  }

  #live(): void {
    const random = this.draws('births');
    const animals = this.agents.select({ type: Animal });
    for (const mother of animals.sample(2, random)) {
      const child = random.chance(400_000) ? new Bird(this, mother) : new Animal(this, mother);
      child.friends = animals.sample(3, random);
      child.moods = { [`m${random.below(3)}`]: random.float(), 7: 1 };
      if (child instanceof Bird) this.flock.members++;
    }
    animals.do((animal) => {
      animal.weight += this.cursor.below(3);
      animal.track[animal.weight % 3] = animal.weight / 7;
      animal.friends.do((friend) => {
        friend.weight += 1;
      });
      if (animal instanceof Bird) animal.altitude += animal.flock.members;
    });
  }

  #die(): void {
    for (const animal of this.agents.select({ type: Animal, filter: ({ weight }) => weight % 7 === 0 })) {
      animal.remove();
      this.gone++;
      this.names.add(`gone ${animal.id}`);
    }
  }

  #feed(): void {
    const random = this.draws('feeding');
    for (const keeper of this.keepers) {
      const animal = this.agents.select({ type: Animal }).pick(random);
      if (animal === undefined) continue;
      keeper.fed.push(animal);
      keeper.favourite = keeper.fed[random.below(keeper.fed.length)] as Animal;
      keeper.visits.set(animal, (keeper.visits.get(animal) ?? 0) + 1);
      this.best = Math.max(this.best, keeper.favourite.weight + (keeper.favourite.mother?.weight ?? 0));
    }
  }

  #weather(step: number): void {
    this.random.stream('weather').fill(this.#scratch, 0, step);
    for (let cell = 0; cell < this.heat.length; cell++) this.heat[cell]! += this.#scratch[cell % 4]! & 7;
    this.cells.set('shape', (cell) => (this.cells.columns.heat[cell]! & 1 ? 1 : -1));
    this.weights = Float64Array.from(this.agents, ({ id }) => id / 3);
    this.note = step % 2 === 0 ? undefined : `step ${step}`;
    this.log.push({ step, odd: step % 2 === 1, first: this.agents.toArray()[0], nothing: Number.NaN });
    if (this.log.length > 4) this.log.shift();
  }
}
