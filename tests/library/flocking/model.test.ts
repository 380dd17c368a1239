import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemorySink } from '../../../framework/index.js';
import { birdsOf, Flocking, FlockingColumns } from '../../../library/index.js';
import { NaiveFlocking } from './naive.js';

const weight = fc.constantFrom(0, 0.03, 0.5, 2);
const flocks = fc.record({
  side: fc.constantFrom(1, 7.5, 20),
  birds: fc.integer({ min: 0, max: 25 }),
  vision: fc.constantFrom(0.4, 2, 5, 30),
  speed: fc.constantFrom(0, 0.3, 1, 12),
  separation: fc.constantFrom(0, 1, 3),
  cohere: weight,
  separate: weight,
  match: weight,
});
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe.each([
  ['objects', Flocking],
  ['columns', FlockingColumns],
] as const)('in %s', (_, Model) => {
  test('every bird flies as in a naive model, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(flocks, seeds, async (parameters, seed) => {
        const model = new Model({ seed, parameters });
        const naive = new NaiveFlocking(seed, parameters);
        for (let step = 0; step < 4; step++) {
          expect(birdsOf(model)).toEqual(naive.birds);
          await model.advance();
          naive.advance();
        }
      }),
      { numRuns: 80 },
    );
  });

  test('birds are conserved, stay on the plane, and keep the length of their velocity', async () => {
    await fc.assert(
      fc.asyncProperty(flocks, seeds, async (parameters, seed) => {
        const model = new Model({ seed, parameters });
        await model.run({ steps: 10 });
        expect(birdsOf(model)).toHaveLength(parameters.birds);
        expect(model.size).toBe(parameters.birds);
        for (const { x, y, vx, vy } of birdsOf(model)) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(Math.max(x, y)).toBeLessThan(parameters.side);
          expect(Math.abs(Math.sqrt(vx * vx + vy * vy) - 1)).toBeLessThanOrEqual(2 * Number.EPSILON);
        }
        for (const { polarisation } of model.collector.rows('model'))
          expect(polarisation).toBeLessThanOrEqual(1 + 4 * Number.EPSILON);
      }),
      { numRuns: 40 },
    );
  });

  test('a bird that is alone flies straight on, across the edge', async () => {
    const model = new Model({ seed: 2, parameters: { side: 3, birds: 1, vision: 1 } });
    const [before] = birdsOf(model);
    await model.run({ steps: 30 });
    const [after] = birdsOf(model);
    expect([after!.vx, after!.vy]).toEqual([before!.vx, before!.vy]);
    expect((((before!.x + 30 * before!.vx - after!.x) % 3) + 3 + 1e-9) % 3).toBeCloseTo(0);
  });

  test('is the same whoever watches', async () => {
    const parameters = { side: 30, birds: 40 };
    const plain = new Model({ seed: 5, parameters });
    await plain.run({ steps: 6 });
    const watched = new Model({ seed: 5, parameters, sinks: [new MemorySink()] });
    watched.scheduler.before('fly', () => watched.views.inspector!.describe(0));
    watched.events.on('stage', () => {
      for (const view of watched.views.views) if (view.kind === 'plane') view.points().x.fill(1);
    });
    await watched.run({ steps: 6 });
    expect(watched.digest).toBe(plain.digest);
    expect(birdsOf(watched)).toEqual(birdsOf(plain));
  });
});

test('both storages collect the rows that they collect everywhere', async () => {
  for (const Model of [Flocking, FlockingColumns]) {
    const model = new Model({ seed: 42 });
    await model.run({ steps: 20 });
    expect(model.collected).toBe('bb08df7ccbce8bcfe967af91bd7bc9cd92ca647e1a9da26991190692ce27a19d');
  }
});
