import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemorySink } from '../../../framework/index.js';
import { animalsOf, WolfSheep, WolfSheepColumns } from '../../../library/index.js';
import { NaiveWolfSheep } from './naive.js';

const pastures = fc.record({
  side: fc.integer({ min: 3, max: 8 }),
  sheep: fc.integer({ min: 0, max: 30 }),
  wolves: fc.integer({ min: 0, max: 20 }),
  regrow: fc.integer({ min: 1, max: 6 }),
  sheepReproduce: fc.constantFrom(0, 0.2, 0.5, 1),
  wolfReproduce: fc.constantFrom(0, 0.1, 0.4),
  sheepGain: fc.constantFrom(0.5, 2, 5),
  wolfGain: fc.constantFrom(0.5, 5, 13),
});
const seeds = fc.integer({ min: 0, max: 1_000_000 });

test('in objects every animal and all grass is as in a naive model', async () => {
  await fc.assert(
    fc.asyncProperty(pastures, seeds, async (parameters, seed) => {
      const model = new WolfSheep({ seed, parameters });
      const naive = new NaiveWolfSheep(seed, parameters);
      for (let step = 0; step < 5; step++) {
        const expected = [...naive.sheep, ...naive.wolves].map(({ alive: _, ...animal }) => animal);
        expect(animalsOf(model)).toEqual(expected);
        expect([...model.countdown]).toEqual(naive.countdown);
        await model.advance();
        naive.advance();
      }
    }),
    { numRuns: 80 },
  );
});

test('in columns they are so, too, until a row is used again: newborns then come earlier in the order', async () => {
  await fc.assert(
    fc.asyncProperty(pastures, seeds, async (given, seed) => {
      // Nobody dies of hunger, nobody is eaten: no row is freed.
      const parameters = { ...given, wolves: 0, sheepGain: 1e6 };
      const model = new WolfSheepColumns({ seed, parameters: { ...parameters, sheepReproduce: 0.1 } });
      const naive = new NaiveWolfSheep(seed, { ...parameters, sheepReproduce: 0.1 });
      for (let step = 0; step < 5; step++) {
        expect(animalsOf(model)).toEqual(naive.sheep.map(({ alive: _, ...animal }) => animal));
        expect([...model.countdown]).toEqual(naive.countdown);
        await model.advance();
        naive.advance();
      }
    }),
    { numRuns: 40 },
  );
});

describe.each([
  ['objects', WolfSheep],
  ['columns', WolfSheepColumns],
] as const)('in %s', (_, Model) => {
  test('the living have the energy to live; counts, grass and grid agree', async () => {
    await fc.assert(
      fc.asyncProperty(pastures, seeds, async (parameters, seed) => {
        const model = new Model({ seed, parameters });
        for (let step = 0; step < 8; step++) {
          await model.advance();
          const animals = animalsOf(model);
          const of = (kind: string) => animals.filter((animal) => animal.kind === kind);
          for (const { energy } of of('sheep')) expect(energy).toBeGreaterThanOrEqual(0.5);
          for (const { energy } of of('wolf')) expect(energy).toBeGreaterThanOrEqual(0);
          for (const left of model.countdown) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left).toBeLessThanOrEqual(parameters.regrow);
          }
          const grown = model.countdown.filter((left) => left === 0).length;
          const row = { step, sheep: of('sheep').length, wolves: of('wolf').length, grass: grown };
          expect(model.collector.rows('model').at(-1)).toEqual(row);
          expect(model.size).toBe(animals.length);
          const onGrid = Array.from({ length: model.grid.size }, (_, cell) => model.grid.count(cell));
          const expected = onGrid.map(() => 0);
          // In columns the wolves are not on the grid.
          for (const { cell } of Model === WolfSheep ? animals : of('sheep')) expected[cell]!++;
          expect(onGrid).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('half of the grass is grown at first, and all of it in the end where nobody grazes', async () => {
    const model = new Model({ seed: 1, parameters: { side: 9, sheep: 0, wolves: 0, regrow: 4 } });
    expect(model.countdown.filter((left) => left === 0)).toHaveLength(40);
    await model.run({ steps: 4 });
    expect(model.grown).toBe(81);
  });

  test('wolves without sheep die out, and sheep without wolves share the grass', async () => {
    const wolves = new Model({ seed: 1, parameters: { sheep: 0 } });
    await wolves.run({ steps: 60 });
    expect(wolves.size).toBe(0);
    const sheep = new Model({ seed: 1, parameters: { wolves: 0 } });
    await sheep.run({ steps: 60 });
    expect(sheep.size).toBeGreaterThan(100);
  });

  test('is the same whoever watches', async () => {
    const plain = new Model({ seed: 5 });
    await plain.run({ steps: 10 });
    const watched = new Model({ seed: 5, sinks: [new MemorySink()] });
    watched.scheduler.before('wolves', () => watched.views.inspector!.describe(0));
    watched.events.on('stage', () => {
      for (const view of watched.views.views) if (view.kind === 'grid') view.cells().fill(1);
    });
    await watched.run({ steps: 10 });
    expect(watched.digest).toBe(plain.digest);
    expect(animalsOf(watched)).toEqual(animalsOf(plain));
  });
});

test('each storage collects the rows that it collects everywhere', async () => {
  const digest = async (Model: typeof WolfSheep | typeof WolfSheepColumns) => {
    const model = new Model({ seed: 42 });
    await model.run({ steps: 20 });
    return model.collected;
  };
  expect(await digest(WolfSheep)).toBe('d766bcefc94ba1d96b2686b7f8ed11cacb72d7e4959539d47262a85465058b15');
  expect(await digest(WolfSheepColumns)).toBe(
    '894a00ef435fa58c5ea64a3d8c7ac485608ac0b697d7bbfbfeb15dade0eaee25',
  );
});
