import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agent, AgentSet, Model, RandomStreams, Scheduler } from '../../framework/index.js';
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

describe('the verbs of an agent set do what the methods of an array do', () => {
  const agree = (check: (all: AgentSet<Animal>, array: Animal[], n: number) => void) =>
    fc.assert(
      fc.property(weights, fc.nat(45), fc.array(fc.nat(39), { maxLength: 5 }), (values, n, gone) => {
        const { all, array } = town(values);
        for (const i of gone) array[i]?.remove();
        check(
          all,
          array.filter(({ alive }) => alive),
          n,
        );
      }),
    );

  it('size, iteration, toArray, do, map, get', () => {
    agree((all, array) => {
      expect(all.size).toBe(array.length);
      expect([...all]).toEqual(array);
      expect(all.toArray()).toEqual(array);
      const seen: Animal[] = [];
      expect(all.do((agent) => seen.push(agent))).toBe(all);
      expect(seen).toEqual(array);
      expect(all.map(({ weight }) => weight * 2)).toEqual(array.map(({ weight }) => weight * 2));
      expect(all.get('weight')).toEqual(array.map(({ weight }) => weight));
    });
  });

  it('select by filter, type and number', () => {
    agree((all, array, n) => {
      const heavy = ({ weight }: Animal) => weight > 4;
      expect([...all.select(heavy)]).toEqual(array.filter(heavy));
      expect([...all.select({ atMost: n })]).toEqual(array.slice(0, n));
      expect([...all.select({ type: Wolf, filter: heavy, atMost: 2 })]).toEqual(
        array.filter((agent) => agent instanceof Wolf && heavy(agent)).slice(0, 2),
      );
    });
  });

  it('sort by field or function, ties by id', () => {
    agree((all, array) => {
      const up = array.toSorted((a, b) => a.weight - b.weight || a.id - b.id);
      expect([...all.shuffle(random()).sort('weight')]).toEqual(up);
      const down = array.toSorted((a, b) => b.weight - a.weight || a.id - b.id);
      expect([...all.shuffle(random()).sort(({ weight }) => weight, { descending: true })]).toEqual(down);
      expect([...all.sort(({ weight }) => `w${weight}`)]).toEqual(up);
    });
  });

  it('shuffle, shuffleDo, sample, pick', () => {
    agree((all, array, n) => {
      const shuffled = random().shuffle([...array]);
      expect([...all.shuffle(random())]).toEqual(shuffled);
      const seen: Animal[] = [];
      all.shuffleDo((agent) => seen.push(agent), random());
      expect(seen).toEqual(shuffled);
      expect([...all.sample(n, random())]).toEqual(random().sample(array, n));
      const picked = all.pick(random());
      expect(picked === undefined ? array.length === 0 : array.includes(picked)).toBe(true);
    });
  });

  it('set and agg', () => {
    agree((all, array) => {
      const values = array.map(({ weight }) => weight);
      const sum = values.reduce((a, b) => a + b, 0);
      expect(all.agg('weight', 'sum')).toBe(sum);
      expect(all.agg('weight', 'mean')).toBe(values.length === 0 ? null : sum / values.length);
      expect(all.agg('weight', 'min')).toBe(values.length === 0 ? null : Math.min(...values));
      expect(all.agg('weight', 'max')).toBe(values.length === 0 ? null : Math.max(...values));
      expect(
        all.agg(
          ({ id }) => id,
          (found) => Array.from(found),
        ),
      ).toEqual(ids(array));
      all.set('weight', (agent) => agent.id).set('acted', 3);
      expect(all.get('weight')).toEqual(ids(array));
      expect(all.agg('acted', 'sum')).toBe(3 * array.length);
    });
  });

  it('groupBy', () => {
    agree((all, array) => {
      const groups = all.groupBy(({ weight }) => weight % 3);
      expect([...groups.keys()]).toEqual([...new Set(array.map(({ weight }) => weight % 3))]);
      for (const [rest, group] of groups)
        expect([...group]).toEqual(array.filter(({ weight }) => weight % 3 === rest));
    });
  });

  it('set algebra', () => {
    agree((all, array) => {
      const light = all.select(({ weight }) => weight < 6);
      const wolves = all.select({ type: Wolf });
      const isLight = ({ weight }: Animal) => weight < 6;
      const isWolf = (agent: Animal) => agent instanceof Wolf;
      const sorted = (set: Iterable<Agent>) => ids(set).sort((a, b) => a - b);
      expect(sorted(light.union(wolves))).toEqual(ids(array.filter((a) => isLight(a) || isWolf(a))));
      expect(ids(light.intersection(wolves))).toEqual(ids(array.filter((a) => isLight(a) && isWolf(a))));
      expect(ids(light.difference(wolves))).toEqual(ids(array.filter((a) => isLight(a) && !isWolf(a))));
      expect(sorted(light.symmetricDifference(wolves))).toEqual(
        ids(array.filter((a) => isLight(a) !== isWolf(a))),
      );
      for (const agent of array) expect(wolves.has(agent)).toBe(isWolf(agent));
      expect(new AgentSet([...array, ...array]).size).toBe(array.length);
    });
  });
});

it('refuses to sort by a key that has no order', () => {
  const { all } = town([1, 2]);
  expect(() => all.sort(() => Number.NaN)).toThrow(/NaN/);
});

it('picks the living from a set whose members have nearly all gone', () => {
  const { all, array } = town(Array.from({ length: 2000 }, () => 1));
  for (const agent of array.slice(1)) agent.remove();
  expect(all.pick(random())).toBe(array[0]);
  array[0]!.remove();
  expect(all.pick(random())).toBeUndefined();
});
