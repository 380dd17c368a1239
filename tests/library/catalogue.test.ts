import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../library/index.js';
import { inRepository } from '../app/starling.js';

test('names are those of folders, and each is there once', () => {
  const names = LIBRARY.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(existsSync(inRepository(`library/${name}/README.md`)), name).toBe(true);
});

describe.each(LIBRARY)('$name', ({ create, scenario, steps, description }) => {
  test('says what it is, and has a default for every parameter', () => {
    expect(description).toMatch(/^[^\n]{10,90}$/);
    expect(steps).toBeGreaterThan(0);
    expect(scenario.with()).toEqual(scenario.schema.parse({}));
  });

  test('is a function of parameters and seed', async () => {
    const digest = async (seed: number) => {
      const model = create({ seed });
      await model.run({ steps: 3 });
      return model.digest;
    };
    expect(await digest(1)).toBe(await digest(1));
    expect(await digest(2)).not.toBe(await digest(1));
  });

  test('has something to see', () => {
    const { views, inspector } = create({ seed: 1 }).views;
    expect(views.length).toBeGreaterThan(0);
    expect(inspector?.describe(0).length).toBeGreaterThan(0);
  });
});
