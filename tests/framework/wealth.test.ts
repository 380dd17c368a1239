import { describe, expect, it } from 'vitest';
import { WealthColumns } from './wealth/columns.js';
import { Wealth } from './wealth/objects.js';

describe.each([
  ['objects', Wealth],
  ['columns', WealthColumns],
])('Boltzmann wealth kept as %s', (_, Kind) => {
  it('keeps its coins, makes some rich, and is collected every fifth step', async () => {
    const model = new Kind('wealth', 100);
    const end = await model.run({ steps: 50 });
    expect(end).toMatchObject({ cause: 'steps', steps: 50 });
    const rows = model.collector.rows('model');
    expect(rows.map(({ step }) => step)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45]);
    for (const row of rows) expect(row['total']).toBe(100);
    expect(rows.at(-1)?.['richest']).toBeGreaterThan(3);
    expect(model.collector.rows('agents')).toHaveLength(1000);
  });
});

it('goes the same way in both storages', async () => {
  const objects = new Wealth(42, 60);
  const columns = new WealthColumns(42, 60);
  await objects.run({ steps: 30 });
  await columns.run({ steps: 30 });
  expect(columns.collector.rows('agents')).toEqual(objects.collector.rows('agents'));
  expect(columns.collector.rows('model')).toEqual(objects.collector.rows('model'));
});

it('differs between seeds', async () => {
  const runs = [new Wealth(1, 60), new Wealth(2, 60)];
  for (const model of runs) await model.run({ steps: 10 });
  expect(runs[0]!.people.get('wealth')).not.toEqual(runs[1]!.people.get('wealth'));
});
