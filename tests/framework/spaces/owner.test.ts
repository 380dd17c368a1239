import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Agent,
  ContinuousSpace,
  DynamicNetwork,
  Grid,
  type Item,
  Model,
  NodeSpace,
  Population,
  type RandomCursor,
  Scheduler,
  Space,
  type SpaceOwner,
} from '../../../framework/index.js';
import { random } from './support.js';

/** A space of one's own: a list of places. */
class Bench<I extends Item> extends Space<number, I> {
  readonly seats = new Map<I, number>();

  place(item: I, at: number): void {
    this.seats.set(item, at);
  }

  remove(item: I): void {
    this.seats.delete(item);
  }

  placeOf(item: I): number | undefined {
    return this.seats.get(item);
  }

  within(at: number): I[] {
    return [...this.seats].filter(([, seat]) => seat === at).map(([item]) => item);
  }

  randomPlace(draws: RandomCursor): number {
    return draws.below(25);
  }
}

const spacesOf = <I extends Item>(of: SpaceOwner<I> | undefined) =>
  [
    new Grid<I>({ size: [5, 5], of }),
    new Grid<I>({ size: [5, 5], capacity: 'unlimited', of }),
    new NodeSpace<I>(new DynamicNetwork(25), { of }),
    new ContinuousSpace<I>({ size: [5, 5], torus: true, of }),
    new Bench<I>(of),
  ] as unknown as readonly Space<unknown, I>[];

class Meadow extends Model {
  readonly scheduler = new Scheduler([]);
  readonly spaces = spacesOf<Beast>(this);
}
class Beast extends Agent<Meadow> {}

describe('who is removed leaves the spaces', () => {
  it('of the model', () => {
    const meadow = new Meadow(1);
    const beasts = meadow.create(Beast, 10).toArray();
    const draws = random();
    for (const space of meadow.spaces) for (const beast of beasts) space.placeAtEmpty(beast, draws);
    for (const beast of beasts.slice(0, 4)) beast.remove();
    for (const space of meadow.spaces)
      expect(beasts.map((beast) => space.has(beast))).toEqual(beasts.map(({ alive }) => alive));
  });

  it('of the population, also where it is removed by way of a view', () => {
    const rows = new Population(10, {});
    const spaces = spacesOf<number>(rows);
    const draws = random();
    for (const space of spaces) rows.do((i) => space.placeAtEmpty(i, draws));
    rows.select((i) => i % 2 === 0).remove(4);
    rows.remove(7);
    rows.remove(7);
    for (const space of spaces)
      expect(Array.from({ length: 10 }, (_, i) => space.has(i))).toEqual(
        Array.from({ length: 10 }, (_, i) => rows.alive(i)),
      );
    expect(() => rows.compact()).toThrow('cannot be compacted');
  });

  it('but stays in a space that is of nobody', () => {
    const rows = new Population(1, {});
    for (const space of spacesOf<number>(undefined)) {
      space.placeAtRandom(0, random());
      rows.remove(0);
      expect(space.has(0)).toBe(true);
    }
  });
});

it('a space of a model, or of rows, is filled with nothing else', () => {
  const never = (meadow: Meadow, rows: Population<Record<never, never>>) => {
    // @ts-expect-error a space holds rows where nothing is said, and the model has none
    new Grid({ size: [1], of: meadow });
    // @ts-expect-error a population has no agents kept as objects
    new Grid<Beast>({ size: [1], of: rows });
    new Grid({ size: [1], of: rows });
    new Grid<Beast>({ size: [1], of: meadow });
  };
  expect(never).toBeTypeOf('function');
});

describe('a visit passes over those who were taken out, and meets no newborn', () => {
  const make = {
    grid: (meadow: Meadow) => new Grid<Beast>({ size: [1, 1], capacity: 'unlimited', of: meadow }),
    plane: (meadow: Meadow) => new ContinuousSpace<Beast>({ size: [1, 1], of: meadow }),
  };
  for (const [name, spaceOf] of Object.entries(make))
    it(`on a ${name}`, () => {
      fc.assert(
        fc.property(fc.array(fc.nat(7), { maxLength: 12 }), (deaths) => {
          const meadow = new Meadow(1);
          const space = spaceOf(meadow) as unknown as Grid<Beast> & {
            place(beast: Beast, at: unknown): void;
          };
          const at = name === 'grid' ? 0 : [0.5, 0.5];
          const beasts = meadow.create(Beast, 8).toArray();
          for (const beast of beasts) space.place(beast, at);
          const met: number[] = [];
          const expected: number[] = [];
          const gone = new Set(deaths);
          for (let id = 1; id < 8; id++) if (id === 1 || !gone.has(id)) expected.push(id);
          space.forEachWithin(beasts[0]!, 1, (other) => {
            met.push(other.id);
            if (met.length > 1) return;
            for (const id of gone) beasts[id]!.remove();
            for (let born = 0; born < 8; born++) space.place(new Beast(meadow), at);
            // A visit within the visit ends, and gives nothing away.
            space.forEachWithin(meadow.agents.toArray().at(-1)! as Beast, 1, () => {});
            space.place(new Beast(meadow), at);
          });
          expect(met).toEqual(expected);
        }),
      );
    });

  it('that empties the space', () => {
    const meadow = new Meadow(1);
    const grid = new Grid<Beast>({ size: [1, 1], capacity: 'unlimited', of: meadow });
    const [first, second, third] = meadow.create(Beast, 3).toArray() as [Beast, Beast, Beast];
    for (const beast of [first, second, third]) grid.place(beast, 0);
    const met: Beast[] = [];
    grid.forEachWithin(first, 0, (other) => {
      met.push(other);
      for (const beast of [first, second, third]) beast.remove();
    });
    expect(met).toEqual([second]);
    expect(grid.emptyCount).toBe(1);
    // Open to both kinds again.
    (grid as unknown as Grid).place(5, 0);
    expect((grid as unknown as Grid).at(0)).toEqual([5]);
  });
});
