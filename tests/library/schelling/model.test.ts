import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemorySink } from '../../../framework/index.js';
import { residentsOf, Schelling, SchellingColumns } from '../../../library/index.js';
import { NaiveSchelling } from './naive.js';

const towns = fc
  .record({
    side: fc.integer({ min: 1, max: 9 }),
    share: fc.constantFrom(0, 0.3, 0.7, 0.95),
    radius: fc.integer({ min: 1, max: 3 }),
    wanted: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ share, ...rest }) => ({ ...rest, agents: Math.floor(share * rest.side ** 2) }));
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe.each([
  ['objects', Schelling],
  ['columns', SchellingColumns],
] as const)('in %s', (_, Model) => {
  test('everyone is where a naive model has it, and as happy', async () => {
    await fc.assert(
      fc.asyncProperty(towns, seeds, async (parameters, seed) => {
        const model = new Model({ seed, parameters });
        const naive = new NaiveSchelling(seed, parameters);
        for (let step = 0; step < 4; step++) {
          const residents = residentsOf(model);
          expect(residents.map(({ cell }) => cell)).toEqual(naive.cells);
          expect(residents.map(({ happy }) => happy)).toEqual(naive.happy);
          await model.advance();
          naive.advance();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('agents are conserved, half of them in each group, and one at most is in a cell', async () => {
    await fc.assert(
      fc.asyncProperty(towns, seeds, async (parameters, seed) => {
        const model = new Model({ seed, parameters });
        await model.run({ steps: 5 });
        const residents = residentsOf(model);
        expect(residents).toHaveLength(parameters.agents);
        expect(model.size).toBe(parameters.agents);
        expect(new Set(residents.map(({ cell }) => cell)).size).toBe(parameters.agents);
        expect(residents.filter(({ group }) => group === 0)).toHaveLength(Math.ceil(parameters.agents / 2));
        for (const { cell } of residents) expect(cell).toBeLessThan(parameters.side ** 2);
      }),
      { numRuns: 40 },
    );
  });

  test('whoever wants no neighbours is happy, and nobody moves', async () => {
    const model = new Model({ seed: 3, parameters: { wanted: 0 } });
    const before = residentsOf(model).map(({ cell }) => cell);
    await model.run({ steps: 2 });
    expect(residentsOf(model).map(({ cell }) => cell)).toEqual(before);
    expect(model.collector.rows('model')).toHaveLength(2);
    expect(residentsOf(model).every(({ happy }) => happy)).toBe(true);
  });

  test('no fewer agents than cells are refused', () => {
    expect(() => new Model({ seed: 1, parameters: { side: 3, agents: 9 } })).toThrow(
      'agents: expected fewer than there are cells',
    );
  });

  test('is the same whoever watches', async () => {
    const parameters = { side: 12, agents: 100 };
    const plain = new Model({ seed: 5, parameters });
    await plain.run({ steps: 6 });
    const watched = new Model({ seed: 5, parameters, sinks: [new MemorySink()] });
    watched.scheduler.before('settle', () => residentsOf(watched)).afterStep(() => watched.views);
    watched.events.on('stage', () => {
      for (const view of watched.views.views) if (view.kind === 'grid') view.cells().fill(1);
    });
    await watched.run({ steps: 6 });
    expect(watched.digest).toBe(plain.digest);
    expect(residentsOf(watched)).toEqual(residentsOf(plain));
  });
});

test('both storages collect the rows that they collect everywhere', async () => {
  for (const Model of [Schelling, SchellingColumns]) {
    const model = new Model({ seed: 42 });
    await model.run({ steps: 20 });
    expect(model.collected).toBe('49bc1f297c12e6a9beb8734052bb8341b16582f16ebdcaf5916fa3837d66685a');
  }
});
