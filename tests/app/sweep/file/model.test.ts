import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRepository } from '../../starling.js';
import { sweepFolder } from './support.js';

const { folder, load, problems, write } = sweepFolder();

describe('a model of the library', () => {
  test('is varied by its parameters', async () => {
    const { sweep } = await load(`
name: parting
model: schelling-small
seed: 3
set: { steps: 9 }
matrix: { wanted: [3, 4] }
`);
    expect(sweep.subject).toEqual({ kind: 'model', model: 'schelling-small', storage: 'objects' });
    expect(sweep.designs.map(({ scenario }) => scenario)).toMatchObject([
      { steps: 9, wanted: 3 },
      { steps: 9, wanted: 4 },
    ]);
    for (const { scenario } of sweep.designs)
      for (const absent of ['seed', 'replications', 'storage']) expect(scenario).not.toHaveProperty(absent);
  });

  test('has other runs in another storage', async () => {
    const text = 'name: m\nmodel: schelling-small\nseed: 3\n';
    const keys = async (...given: Parameters<typeof load>) =>
      (await load(...given)).sweep.members.map(({ key }) => key);
    const columns = await load(`${text}storage: columns\n`);
    expect(columns.sweep.subject).toMatchObject({ storage: 'columns' });
    expect(await keys(text)).not.toEqual(await keys(`${text}storage: columns\n`));
    expect(await keys(text, { set: ['storage=columns'] })).toEqual(await keys(`${text}storage: columns\n`));
  });

  test('takes variables over the file, and the seed of the file over that of the settings', async () => {
    const text = 'name: m\nmodel: schelling-small\nset: { steps: 9 }\nseed: 3\n';
    const variables = { SIMULATION_DEFAULT_STEPS: '4' };
    expect((await load(text, { variables })).sweep).toMatchObject({
      seed: 3,
      designs: [{ scenario: { steps: 4 } }],
    });
  });

  test.each([
    [
      'model: schelling-smal',
      'sweep.yaml:2:8 model: schelling-smal: no such file, and no model of this name',
    ],
    ['model: schelling-small\nmatrix: { wantd: [3] }', 'unknown key; did you mean wanted?'],
    ['model: forest-fire\nstorage: objects', 'sweep.yaml:3:10 storage: expected columns; got "objects"'],
    ['model: none.js', 'sweep.yaml:2:8 model: none.js: no such file'],
  ])('%s is refused', async (line, expected) => {
    const found = await problems(`name: m\n${line}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });
});

describe('a module of one’s own', () => {
  const module = (result: string) => `
import { Model, modelOf, scenario } from '${inRepository('framework/index.ts')}';
import { z } from '${inRepository('node_modules/zod/index.js')}';
const own = scenario({ level: z.number().default(1), arms: z.int().default(2) });
class Own extends modelOf(own) { get result() { return ${result}; } }
export const entry = {
  name: 'own', description: 'one', scenario: own, steps: 5, storages: ['columns'],
  create: (options) => new Own(options),
};
`;

  test('is found beside the sweep file, and its code is part of its runs’ keys', async () => {
    const text = (file: string) =>
      `name: m\nmodel: ./${file}\nseed: 1\nmatrix: { level: [1, 2], arms: [3] }\n`;
    write('one/own.mjs', module('1'));
    const one = (await load(text('one/own.mjs'))).sweep;
    expect(one.subject).toEqual({ kind: 'model', model: join(folder, 'one/own.mjs'), storage: 'columns' });
    expect(one.code).toMatch(/^[0-9a-f]{64}$/);
    expect(one.designs[1]!.scenario).toEqual({ steps: 5, level: 2, arms: 3 });
    write('same/own.mjs', module('1'));
    write('other/own.mjs', module('2'));
    const keys = async (file: string) => (await load(text(file))).sweep.members.map(({ key }) => key);
    expect(await keys('same/own.mjs')).toEqual(one.members.map(({ key }) => key));
    expect(await keys('other/own.mjs')).not.toEqual(one.members.map(({ key }) => key));
  });
});
