import { describe, expect, test } from 'vitest';
import {
  Agent,
  column,
  Lockstep,
  Model,
  Population,
  putState,
  Scheduler,
  type Side,
  stage,
  stateOf,
} from '../../../framework/index.js';
import { type Break, Outside, WalkerColumns, Walkers } from './broken.js';

/** Runs what `make` makes twice, in step. */
async function twice(make: () => Model, { steps = 6, secondBegins = false } = {}) {
  const lockstep = new Lockstep();
  const run = async ({ watch, gate, signal, over }: Side) => {
    const model = make();
    watch(model);
    try {
      return await model.run({ steps, gate, signal });
    } finally {
      over();
    }
  };
  const { first, second } = lockstep;
  const ends = await Promise.all(secondBegins ? [run(second), run(first)] : [run(first), run(second)]);
  return { lockstep, ends };
}

const storages = { objects: Walkers, columns: WalkerColumns };

describe.each(Object.entries(storages))('%s', (storage, Kind) => {
  const make =
    (broken?: Break, outside = new Outside()) =>
    () =>
      new Kind({ seed: 1, outside }, broken);

  test('a model that keeps to its seed is equal in every stage', async () => {
    const { lockstep, ends } = await twice(make());
    expect(lockstep.difference).toBeUndefined();
    // Before the first step; then two stages and the collection of each.
    expect(lockstep.compared).toBe(1 + 6 * 3);
    expect(ends.map(({ steps }) => steps)).toEqual([6, 6]);
  });

  test.each<Break>([
    { step: 0, stage: 'walk', agent: 0 },
    { step: 3, stage: 'eat', agent: 7 },
    { step: 5, stage: 'walk', agent: 9 },
  ])('chance from elsewhere in agent $agent, stage $stage of step $step', async (broken) => {
    const { lockstep, ends } = await twice(make(broken));
    expect(lockstep.difference).toEqual({
      step: broken.step,
      stage: broken.stage,
      part: storage === 'objects' ? 'agents' : 'walkers',
      agents: [broken.agent],
    });
    // Neither goes on once they differ.
    expect(Math.max(...ends.map(({ steps }) => steps))).toBe(broken.step + 1);
  });
});

test.each([false, true])(
  'runs that go on from a state are compared from there on, whichever tells of it first (the second: %s)',
  async (secondBegins) => {
    const outside = new Outside();
    const before = new Walkers({ seed: 1, outside });
    await before.run({ steps: 3 });
    const make = (broken?: Break) => () => {
      const model = new Walkers({ seed: 1, outside }, broken);
      putState(model, stateOf(before));
      return model;
    };
    const { lockstep } = await twice(make(), { steps: 2, secondBegins });
    expect(lockstep.difference).toBeUndefined();
    expect(lockstep.compared).toBe(1 + 2 * 3);
    const broken = await twice(make({ step: 4, stage: 'eat', agent: 2 }), { secondBegins });
    expect(broken.lockstep.difference).toMatchObject({ step: 4, stage: 'eat', agents: [2] });
  },
);

test('a Set that is walked in an order from elsewhere', async () => {
  const outside = new Outside();
  class Guest extends Agent<Party> {
    arrived = 0;
  }
  class Party extends Model {
    readonly guests = this.agentsOf(Guest);
    readonly scheduler = new Scheduler([
      stage('rest', () => undefined),
      stage('arrive', () => {
        const all = this.guests.toArray();
        // As if each had been added when its clock said so: every other run, two have changed places.
        const late = outside.next() % 2 === 0 ? [all[2]!, all[1]!] : [all[1]!, all[2]!];
        let order = 0;
        for (const guest of new Set([all[0]!, ...late, all[3]!])) guest.arrived = order++;
      }),
    ]);

    constructor() {
      super(1);
      for (let i = 0; i < 4; i++) new Guest(this);
    }
  }
  const { lockstep } = await twice(() => new Party());
  expect(lockstep.difference).toEqual({ step: 0, stage: 'arrive', part: 'agents', agents: [1, 2] });
});

test('a Map of the model that was filled in another order', async () => {
  const outside = new Outside();
  class Keeper extends Model {
    readonly stock = new Map<string, number>();
    readonly scheduler = new Scheduler([
      stage('fill', () => {
        const names = outside.next() % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
        for (const name of names) this.stock.set(name, 1);
      }),
    ]);
  }
  const { lockstep } = await twice(() => new Keeper(1));
  expect(lockstep.difference).toEqual({ step: 0, stage: 'fill', part: 'stock', agents: [] });
});

test('a float that was summed in another order', async () => {
  const outside = new Outside();
  class Accounts extends Model {
    readonly accounts = new Population(3, { money: column(Float64Array) });
    readonly scheduler = new Scheduler([
      stage('earn', (step) => this.accounts.set('money', (i) => (step === 2 ? [0.1, 0.2, 0.3][i]! : i))),
      stage('pool', (step) => {
        const { money } = this.accounts.columns;
        const order = outside.next() % 2 === 0 ? [0, 1, 2] : [2, 1, 0];
        const sum = order.reduce((total, i) => total + money[i]!, 0);
        if (step === 2) money[1] = sum;
      }),
    ]);
  }
  const { lockstep } = await twice(() => new Accounts(1));
  expect(lockstep.difference).toEqual({ step: 2, stage: 'pool', part: 'accounts', agents: [1] });
});

test('an agent that only one of the two has', async () => {
  const outside = new Outside();
  class One extends Agent {}
  class Nursery extends Model {
    readonly scheduler = new Scheduler([
      stage('birth', () => {
        if (outside.next() % 2 === 0) new One(this);
      }),
    ]);
    constructor() {
      super(1);
      new One(this);
    }
  }
  const { lockstep } = await twice(() => new Nursery());
  expect(lockstep.difference).toEqual({ step: 0, stage: 'birth', part: 'agents', agents: [1] });
});

test('a run that fails lets the other one end', async () => {
  let made = 0;
  class Failing extends Model {
    readonly #isFirst = made++ === 0;
    readonly scheduler = new Scheduler([
      stage('fail', (step) => {
        if (step === 2 && this.#isFirst) throw new Error('out of memory');
      }),
    ]);
  }
  await expect(twice(() => new Failing(1))).rejects.toThrow('out of memory');
});
