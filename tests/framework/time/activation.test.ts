import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Agent,
  type Agents,
  activate,
  column,
  Model,
  Population,
  RandomStreams,
  Scheduler,
} from '../../../framework/index.js';

class Field extends Model {
  readonly scheduler = new Scheduler([]);
}
class Animal extends Agent<Field> {
  readonly rank: number;

  constructor(field: Field, rank: number) {
    super(field);
    this.rank = rank;
  }
}
class Hare extends Animal {}
class Fox extends Animal {}

const draws = () => new RandomStreams('test').stream('order').cursor(0, 0);
const ranks = fc.array(fc.nat(5), { maxLength: 30 });

/** The same agents in both storages; an item is known by its id, which is its row. */
function both(given: readonly number[]) {
  const field = new Field(1);
  for (const [i, rank] of given.entries()) new (i % 3 === 0 ? Fox : Hare)(field, rank);
  const rows = new Population(given.length, { rank: column(Int32Array) });
  rows.columns.rank.set(given);
  return { field, objects: field.agents as unknown as Agents<Animal>, rows: rows as Agents<number> };
}

/** What a regime does, told as [act, id], against the same regime as plain loops over an array of ids. */
function agree(
  regime: <Item>(
    agents: Agents<Item>,
    id: (item: Item) => number,
    tell: (act: string) => (i: Item) => void,
  ) => void,
  naive: (ids: number[], ranks: readonly number[], tell: (act: string, id: number) => void) => void,
): void {
  fc.assert(
    fc.property(ranks, (given) => {
      const expected: [string, number][] = [];
      naive([...given.keys()], given, (act, id) => expected.push([act, id]));
      const { objects, rows } = both(given);
      const told: [string, number][] = [];
      regime(
        objects,
        ({ id }) => id,
        (act) =>
          ({ id }) =>
            told.push([act, id]),
      );
      expect(told).toEqual(expected);
      told.length = 0;
      regime(
        rows,
        (i) => i,
        (act) => (i) => told.push([act, i]),
      );
      expect(told).toEqual(expected);
    }),
  );
}

describe('a regime does what plain loops do, on objects and on columns', () => {
  it('sequential', () => {
    agree(
      (agents, _, tell) => activate.sequential(agents, tell('act')),
      (ids, _, tell) => {
        for (const id of ids) tell('act', id);
      },
    );
  });

  it('random', () => {
    agree(
      (agents, _, tell) => activate.random(agents, tell('act'), draws()),
      (ids, _, tell) => {
        for (const id of draws().shuffle(ids)) tell('act', id);
      },
    );
  });

  it('simultaneous', () => {
    agree(
      (agents, _, tell) => activate.simultaneous(agents, tell('decide'), tell('apply')),
      (ids, _, tell) => {
        for (const id of ids) tell('decide', id);
        for (const id of ids) tell('apply', id);
      },
    );
  });

  it('staged, in order and in a new random order for each act', () => {
    const acts = ['look', 'eat', 'sleep'];
    agree(
      (agents, _, tell) => activate.staged(agents, acts.map(tell)),
      (ids, _, tell) => {
        for (const act of acts) for (const id of ids) tell(act, id);
      },
    );
    agree(
      (agents, _, tell) => activate.staged(agents, acts.map(tell), draws()),
      (ids, _, tell) => {
        const random = draws();
        for (const act of acts) for (const id of random.shuffle([...ids])) tell(act, id);
      },
    );
  });

  it('by type, in order and shuffled within; types that are not named do not act', () => {
    const order = [3, 0, 9, 1];
    for (const shuffled of [false, true])
      agree(
        (agents, id, tell) => {
          const kinds = { of: (item: Parameters<typeof id>[0]) => id(item) % 5, order };
          activate.byType(agents, kinds, tell('act'), shuffled ? draws() : undefined);
        },
        (ids, _, tell) => {
          const random = draws();
          for (const kind of order) {
            const members = ids.filter((id) => id % 5 === kind);
            for (const id of shuffled ? random.shuffle(members) : members) tell('act', id);
          }
        },
      );
  });

  it('by priority, descending or ascending, ties by id', () => {
    fc.assert(
      fc.property(ranks, (given) => {
        const { objects, rows } = both(given);
        const down = [...given.keys()].sort((a, b) => given[b]! - given[a]! || a - b);
        const up = [...given.keys()].sort((a, b) => given[a]! - given[b]! || a - b);
        const seen: number[] = [];
        activate.byPriority(
          objects,
          ({ rank }) => rank,
          ({ id }) => seen.push(id),
        );
        activate.byPriority(
          rows,
          (i) => given[i]!,
          (i) => seen.push(i),
        );
        expect(seen).toEqual([...down, ...down]);
        seen.length = 0;
        activate.byPriority(
          objects,
          ({ rank }) => rank,
          ({ id }) => seen.push(id),
          { descending: false },
        );
        activate.byPriority(
          rows,
          (i) => given[i]!,
          (i) => seen.push(i),
          { descending: false },
        );
        expect(seen).toEqual([...up, ...up]);
      }),
    );
  });

  it('by the class of agents', () => {
    const { objects } = both([1, 1, 1, 1]);
    const seen: number[] = [];
    const kinds = { of: (animal: Animal) => animal.constructor, order: [Hare, Fox] as unknown[] };
    activate.byType(objects, kinds, ({ id }) => seen.push(id));
    expect(seen).toEqual([1, 2, 0, 3]);
  });
});

/** Every regime as a function of agents and what each of them does. */
const regimes: Record<string, (agents: Agents<Animal>, act: (animal: Animal) => void) => void> = {
  sequential: activate.sequential,
  random: (agents, act) => activate.random(agents, act, draws()),
  simultaneous: (agents, act) => activate.simultaneous(agents, act, act),
  staged: (agents, act) => activate.staged(agents, [act, act, act]),
  'staged, shuffled': (agents, act) => activate.staged(agents, [act, act, act], draws()),
  'by type': (agents, act) => activate.byType(agents, { of: ({ rank }) => rank, order: [2, 1, 0] }, act),
  'by priority': (agents, act) => activate.byPriority(agents, ({ rank }) => rank, act),
};

describe.each(Object.entries(regimes))('%s', (_, regime) => {
  it('never lets a removed agent act, whoever removes it and when', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(19)),
        (given, victims) => {
          const { field, objects } = both(given);
          const all = field.agents.toArray();
          let turn = 0;
          regime(objects, (animal) => {
            expect(animal.alive).toBe(true);
            const victim = victims[turn++];
            if (victim !== undefined) all[victim]?.remove();
          });
          expect(field.agents.size).toBe(all.filter(({ alive }) => alive).length);
        },
      ),
    );
  });

  it('is a safe iteration: births in the middle of it wait for the next pass, in all of its parts', () => {
    const { field, objects } = both([0, 1, 2, 0, 1, 2]);
    const acted = new Set<number>();
    regime(objects, ({ id }) => {
      acted.add(id);
      if (field.agents.size < 40) for (let i = 0; i < 3; i++) new Hare(field, 1);
    });
    expect([...acted].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(field.agents.size).toBeGreaterThan(20);
  });
});

it('an agent that is removed while all decide applies nothing', () => {
  const { objects } = both([1, 1]);
  const applied: number[] = [];
  const [first, second] = [...(objects as unknown as Iterable<Animal>)];
  activate.simultaneous(
    objects,
    () => second!.remove(),
    ({ id }) => applied.push(id),
  );
  expect(applied).toEqual([first!.id]);
});
