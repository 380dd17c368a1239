import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exit, MemorySink } from '../../../framework/index.js';
import {
  ASH,
  BURNING,
  EMPTY,
  ForestFire,
  type ForestFireParameters,
  ForestFireScenario,
  TREE,
} from '../../../library/index.js';
import { NaiveForest } from './naive.js';

const NAMES = ['empty', 'tree', 'burning', 'ash'] as const;

/** Small forests in which everything happens. */
const forests = fc.record({
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
  density: fc.constantFrom(0, 0.5, 0.9, 1),
  growth: fc.constantFrom(0, 0.1, 0.5, 1),
  lightning: fc.constantFrom(0, 0.01, 0.2, 1),
  ash: fc.integer({ min: 1, max: 5 }),
  front: fc.boolean(),
});
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('the rules', () => {
  test('every cell is what a naive model makes of it', async () => {
    await fc.assert(
      fc.asyncProperty(forests, seeds, async (given, seed) => {
        const model = new ForestFire({ seed, parameters: given });
        const naive = new NaiveForest(seed, model.parameters);
        const { state, since, fires } = model.cells.columns;
        for (let step = 0; step < 8; step++) {
          expect(Array.from(state, (each) => NAMES[each])).toEqual(naive.cells.map((cell) => cell.state));
          expect(Array.from(since)).toEqual(naive.cells.map((cell) => cell.since));
          expect(Array.from(fires)).toEqual(naive.cells.map((cell) => cell.fires));
          expect(model.struck).toBe(naive.struck);
          await model.advance();
          naive.advance();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the states share all cells out among them, and rows tell how', async () => {
    await fc.assert(
      fc.asyncProperty(forests, seeds, async (given, seed) => {
        const model = new ForestFire({ seed, parameters: given });
        await model.run({ steps: 6 });
        for (const { empty, trees, burning, ash } of model.collector.rows('model'))
          expect(Number(empty) + Number(trees) + Number(burning) + Number(ash)).toBe(model.cells.size);
        expect([...model.counts].reduce((sum, count) => sum + count)).toBe(model.cells.size);
      }),
      { numRuns: 40 },
    );
  });

  test('without lightning fire spreads to neighbours alone, for one step, and leaves ash', async () => {
    await fc.assert(
      fc.asyncProperty(forests, seeds, async (given, seed) => {
        const model = new ForestFire({ seed, parameters: { ...given, lightning: 0, front: true } });
        const { width } = model.parameters;
        const { state } = model.cells.columns;
        for (let step = 0; step < 10; step++) {
          const before = state.slice();
          await model.advance();
          for (const [cell, now] of state.entries()) {
            if (before[cell] === BURNING) expect(now).toBe(ASH);
            if (now !== BURNING) continue;
            expect(before[cell]).toBe(TREE);
            const beside = [cell - width, cell + width];
            if (cell % width > 0) beside.push(cell - 1);
            if (cell % width < width - 1) beside.push(cell + 1);
            expect(beside.some((other) => before[other] === BURNING)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('how long ash is told apart changes no tree', async () => {
    const trees = async (ash: number) => {
      const model = new ForestFire({ seed: 3, parameters: { width: 30, height: 30, lightning: 0.001, ash } });
      await model.run({ steps: 100 });
      return model.cells.columns.state.map((state) => (state === ASH ? EMPTY : state));
    };
    expect(await trees(1)).toEqual(await trees(50));
  });

  test('a lone fire crosses a dense forest and not a thin one, and then the run ends', async () => {
    const burnt = async (density: number) => {
      const parameters = {
        width: 60,
        height: 60,
        density,
        growth: 0,
        lightning: 0,
        front: true,
        ash: 10_000,
      };
      const model = new ForestFire({ seed: 11, parameters });
      const end = await model.run({ steps: 10_000 });
      expect(end).toMatchObject({ cause: 'stop', reason: 'The fire is out, and nothing grows or strikes.' });
      return model.counts[ASH]! / (model.counts[ASH]! + model.counts[TREE]!);
    };
    expect(await burnt(0.45)).toBeLessThan(0.3);
    expect(await burnt(0.75)).toBeGreaterThan(0.9);
  });
});

describe('a run', () => {
  const digest = async (
    seed: number | string,
    parameters: Partial<ForestFireParameters> = {},
    steps = 20,
  ) => {
    const model = new ForestFire({ seed, parameters: { width: 40, height: 30, ...parameters } });
    await model.run({ steps });
    return model.digest;
  };

  test('has the digest that it has everywhere', async () => {
    expect(await digest(42, { lightning: 0.001 })).toBe(
      'c64d94690fa62f66b8c6a4a2667168322cee47d69869612185831b593153da03',
    );
  });

  test('is a function of parameters and seed, whoever watches', async () => {
    const first = await digest(1);
    expect(await digest('1')).toBe(first);
    expect(await digest(2)).not.toBe(first);
    expect(await digest(1, { growth: 0.02 })).not.toBe(first);
    const watched = new ForestFire({
      seed: 1,
      parameters: { width: 40, height: 30 },
      sinks: [new MemorySink()],
    });
    watched.events.on('stage', () => {
      const { views, inspector } = watched.views;
      for (const view of views) {
        if (view.kind === 'grid') view.cells().fill(BURNING);
        if (view.kind === 'chart') for (const series of view.series) series.value();
      }
      inspector!.describe(watched.step);
    });
    await watched.run({ steps: 20 });
    expect(watched.digest).toBe(first);
  });

  test('refuses parameters out of range, and names them', () => {
    const make = () => new ForestFire({ seed: 1, parameters: { width: 0, density: 2 } });
    expect(make).toThrow(/width: .*; density: /);
    expect(make).toThrow(expect.objectContaining({ code: Exit.usage }));
    expect(
      () => new ForestFire({ seed: 1, parameters: { widht: 3 } as Partial<ForestFireParameters> }),
    ).toThrow(/widht/);
  });

  test('takes the defaults of its schema', () => {
    expect(new ForestFire(1).parameters).toEqual(ForestFireScenario.with());
  });
});
