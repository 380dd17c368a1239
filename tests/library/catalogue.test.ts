import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../library/index.js';
import { inRepository } from '../app/starling.js';

test('names are those of folders, and each is there once', () => {
  const names = LIBRARY.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    // Declared cases of a model share its folder.
    const folder = name.replace(/-(small|large)$/, '');
    expect(existsSync(inRepository(`library/${folder}/README.md`)), name).toBe(true);
  }
});

describe.each(LIBRARY)('$name', ({ create, scenario, steps, description, storages }) => {
  test('says what it is, and has a default for every parameter', () => {
    expect(description).toMatch(/^[^\n]{10,90}$/);
    expect(steps).toBeGreaterThan(0);
    expect(scenario.with()).toEqual(scenario.schema.parse({}));
    expect(create({ seed: 1 }).parameters).toEqual(scenario.with());
  });

  test.each(storages)('in %s it is a function of parameters and seed', async (storage) => {
    const digest = async (seed: number) => {
      const model = create({ seed }, storage);
      await model.run({ steps: 3 });
      return model.digest;
    };
    expect(await digest(1)).toBe(await digest(1));
    expect(await digest(2)).not.toBe(await digest(1));
  });

  test.each(storages)('in %s it has something to see', async (storage) => {
    const model = create({ seed: 1 }, storage);
    const { views, inspector } = model.views;
    expect(views.length).toBeGreaterThan(0);
    expect(inspector?.describe(0).length).toBeGreaterThan(0);
    expect(inspector?.agents).toBe(model.size);
    await model.advance();
    for (const view of views) {
      if (view.kind === 'grid') {
        const { length } = view.cells();
        expect(length).toBe(view.width * view.height);
        for (const state of view.cells()) expect(state).toBeLessThan(view.legend.length);
      }
      if (view.kind === 'chart')
        for (const series of view.series) expect(series.value()).toBeGreaterThanOrEqual(view.low ?? 0);
    }
  });
});

test('declared cases are as the comparison of frameworks declares them', () => {
  const of = (name: string) => LIBRARY.find((each) => each.name === name)!;
  expect(of('schelling-small').scenario.with()).toEqual({ side: 40, agents: 1000, radius: 1, wanted: 3 });
  expect(of('schelling-large').scenario.with()).toEqual({ side: 100, agents: 8000, radius: 2, wanted: 8 });
  const bird = { speed: 1, separation: 1, cohere: 0.03, separate: 0.015, match: 0.05 };
  expect(of('flocking-small').scenario.with()).toEqual({ ...bird, side: 100, birds: 200, vision: 5 });
  expect(of('flocking-large').scenario.with()).toEqual({ ...bird, side: 150, birds: 400, vision: 15 });
  const gains = { sheepGain: 5, wolfGain: 13 };
  const small = { side: 25, sheep: 60, wolves: 40, regrow: 20, sheepReproduce: 0.2, wolfReproduce: 0.1 };
  expect(of('wolf-sheep-small').scenario.with()).toEqual({ ...gains, ...small });
  const large = { side: 100, sheep: 1000, wolves: 500, regrow: 10, sheepReproduce: 0.4, wolfReproduce: 0.2 };
  expect(of('wolf-sheep-large').scenario.with()).toEqual({ ...gains, ...large });
});
