import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agent, AgentSet, Model, RandomStreams, Scheduler, stage } from '../../framework/index.js';
import { Members } from '../../framework/members.js';

class Town extends Model {
  readonly scheduler = new Scheduler([]);
}

class Animal extends Agent<Town> {
  weight: number;
  acted = 0;

  constructor(town: Town, weight: number) {
    super(town);
    this.weight = weight;
  }
}
class Wolf extends Animal {}
class Sheep extends Animal {}

/** A town with a sheep per weight; every third is a wolf. */
function town(weights: readonly number[]): { model: Town; all: AgentSet<Animal>; array: Animal[] } {
  const model = new Town('town');
  const array = weights.map((weight, i) => new (i % 3 === 0 ? Wolf : Sheep)(model, weight));
  return { model, all: new AgentSet(array), array };
}

const random = () => new RandomStreams('test').stream('verbs').cursor(0, 0);
const weights = fc.array(fc.nat(9), { maxLength: 40 });
const ids = (agents: Iterable<Agent>) => Array.from(agents, ({ id }) => id);

describe('the life of agents', () => {
  it('gives ids in order of creation and never again', () => {
    const { model, array } = town([1, 2, 3]);
    expect(ids(array)).toEqual([0, 1, 2]);
    array[2]!.remove();
    expect(new Wolf(model, 4).id).toBe(3);
    expect(ids(model.agents)).toEqual([0, 1, 3]);
  });

  it('keeps the agents of each class', () => {
    const { model, array } = town([1, 2, 3, 4]);
    const wolves = model.agentsOf(Wolf);
    expect(ids(wolves)).toEqual([0, 3]);
    array[0]!.remove();
    expect([wolves.size, model.agentsOf(Sheep).size, model.agentsOf(Animal).size]).toEqual([1, 2, 0]);
  });

  it('removes once, however often it is asked to', () => {
    const { model, array } = town([1, 2]);
    array[0]!.remove();
    array[0]!.remove();
    expect(model.agents.size).toBe(1);
    expect(array[0]!.alive).toBe(false);
  });

  it('never lets an agent act that was removed earlier in the same pass', () => {
    const { model, array } = town(Array.from({ length: 50 }, () => 1));
    const animals = new AgentSet(array);
    for (const set of [model.agents as unknown as AgentSet<Animal>, animals, animals.shuffle(random())]) {
      const acted: number[] = [];
      set.do((agent) => {
        expect(agent.alive).toBe(true);
        acted.push(agent.id);
        // Takes others with it, so that the set is cleared up while it is walked.
        for (const other of array) if (other.id % 7 === agent.id % 7 && other.id > agent.id) other.remove();
        agent.acted++;
      });
      expect(new Set(acted).size).toBe(acted.length);
    }
    for (const animal of array) if (!animal.alive) expect(animal.acted).toBe(0);
    expect(model.agents.size).toBe(7);
  });

  it('lets agents that are born in a pass wait for the next', () => {
    const { model } = town([1, 2]);
    let acted = 0;
    model.agents.do(() => {
      acted++;
      new Sheep(model, 1);
    });
    expect([acted, model.agents.size]).toEqual([2, 4]);
  });

  it('survives any sequence of births and deaths', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { maxLength: 200 }), (moves) => {
        const model = new Town(1);
        const living: Animal[] = [];
        for (const move of moves) {
          if (move < 55 || living.length === 0) living.push(new Sheep(model, move));
          else living.splice(move % living.length, 1)[0]!.remove();
          expect(model.agents.size).toBe(living.length);
        }
        expect(ids(model.agents)).toEqual(ids(living));
        const picked = model.agents.pick(random());
        expect(picked === undefined ? living.length : living.includes(picked as Animal)).toBe(
          picked === undefined ? 0 : true,
        );
      }),
    );
  });

  it('draws by (agent, step), whoever acts first', () => {
    const { array } = town([1, 1]);
    const first = array.map((agent) => agent.draws('move').next());
    const backwards = array.toReversed().map((agent) => agent.draws('move').next());
    expect(backwards.reverse()).toEqual(first);
    expect(first[0]).not.toBe(first[1]);
  });
});

it('lets go of removed agents: at most half of what is held is dead, and an array being walked stays as it is', () => {
  const members = new Members<{ id: number; alive: boolean }>();
  for (let id = 0; id < 100; id++) members.add({ id, alive: true });
  const walked = members.items;
  for (const agent of walked) {
    agent.alive = false;
    members.removed();
    expect(members.items.length).toBeLessThanOrEqual(2 * members.live);
  }
  expect(walked).toHaveLength(100);
});

describe('a set of agents', () => {
  it('selects by class, and is typed by it', () => {
    fc.assert(
      fc.property(weights, (values) => {
        const { all, array } = town(values);
        const heavy = all.select({ type: Wolf, filter: ({ weight }) => weight > 4, atMost: 2 });
        const expected = array.filter((agent) => agent instanceof Wolf && agent.weight > 4).slice(0, 2);
        expect([...heavy]).toEqual(expected);
      }),
    );
  });

  it('holds an agent once and the removed not at all', () => {
    const { array } = town([1, 2, 3]);
    array[1]!.remove();
    expect([...new AgentSet([...array, ...array])]).toEqual([array[0], array[2]]);
  });

  it('that a model hands out knows its own', () => {
    const { model, array } = town(Array.from({ length: 30 }, () => 1));
    const stranger = town([1]).array[0]!;
    for (const agent of array) {
      expect(model.agents.has(agent)).toBe(true);
      expect(model.agentsOf(Wolf).has(agent)).toBe(agent instanceof Wolf);
      if (agent.id % 3 === 1) agent.remove();
      expect(model.agents.has(agent)).toBe(agent.alive);
    }
    expect(model.agents.has(stranger)).toBe(false);
  });
});

describe('a model', () => {
  class Cow extends Agent<Town> {
    readonly name: string;
    milk: number;

    constructor(town: Town, name: string, milk = 1) {
      super(town);
      this.name = name;
      this.milk = milk;
    }
  }
  class Dog extends Agent<Town> {}

  it('makes many agents of a class at once', () => {
    const model = new Town(1);
    const cows = model.create(Cow, 3, (index) => [`cow ${index}`, index * 2]);
    expect(cows.get(['name', 'milk'])).toEqual({ name: ['cow 0', 'cow 1', 'cow 2'], milk: [0, 2, 4] });
    expect(ids(model.create(Dog, 2))).toEqual([3, 4]);
    expect(model.agents.size).toBe(5);
    expect(model.create(Dog, 0).size).toBe(0);
  });

  it('tells its agents by class', () => {
    const model = new Town(1);
    model.agentsOf(Wolf);
    model.create(Dog, 2);
    model.create(Cow, 1, () => ['cow']);
    expect([...model.agentsByType].map(([type, agents]) => [type, agents.size])).toEqual([
      [Dog, 2],
      [Cow, 1],
    ]);
  });

  it('draws alike after a step, whoever died in it: the dead leave no gaps', async () => {
    class Herd extends Model {
      readonly cows = this.agentsOf(Beast);
      readonly scheduler = new Scheduler([
        stage('die', () => this.cows.do((cow) => (cow.id % 3 === 0 ? cow.remove() : undefined))),
      ]);
    }
    class Beast extends Agent<Herd> {}
    const herd = new Herd(1);
    herd.create(Beast, 50);
    await herd.advance();
    const living = herd.cows.toArray();
    const [ours, theirs] = [random(), random()];
    for (let i = 0; i < 100; i++) expect(herd.cows.pick(ours)).toBe(theirs.pick(living));
  });
});

it('picks the living from a set whose members have nearly all gone', () => {
  const { all, array } = town(Array.from({ length: 2000 }, () => 1));
  for (const agent of array.slice(1)) agent.remove();
  expect(all.pick(random())).toBe(array[0]);
  array[0]!.remove();
  expect(all.pick(random())).toBeUndefined();
});

it('a set that create makes passes over those removed while it was made', () => {
  class Pond extends Model {
    readonly scheduler = new Scheduler([]);
  }
  class Fish extends Agent<Pond> {
    constructor(pond: Pond, fits: boolean) {
      super(pond);
      if (!fits) this.remove();
    }
  }
  const fish = new Pond(1).create(Fish, 5, (index) => [index !== 2]);
  expect(fish.size).toBe(4);
  expect(ids(fish.toArray())).toEqual([0, 1, 3, 4]);
  expect(fish.at(2)!.alive).toBe(true);
});

it('classes come in the order of their living agents, whatever was asked or has lived before', () => {
  const order = (model: Town) => [...model.agentsByType.keys()].map(({ name }) => name);
  const asked = new Town(1);
  asked.agentsOf(Sheep);
  const first = new Wolf(asked, 1);
  new Sheep(asked, 1);
  expect(order(asked)).toEqual(['Wolf', 'Sheep']);
  first.remove();
  new Wolf(asked, 1);
  // As a model would have them that was made anew from a checkpoint, of the living alone.
  expect(order(asked)).toEqual(['Sheep', 'Wolf']);
});

it('refuses to create what is no number of agents', () => {
  const model = new Town(1);
  for (const count of [0.5, -1, Number.NaN])
    expect(() => model.create(Wolf, count, () => [1])).toThrow(`a whole number, 0 or more; got ${count}`);
});
