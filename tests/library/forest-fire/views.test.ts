import { expect, test } from 'vitest';
import { BURNING, ForestFire } from '../../../library/index.js';

const model = new ForestFire({
  seed: 5,
  parameters: { width: 12, height: 7, density: 1, front: true, lightning: 0 },
});

test('the map shows the cells, each state by a glyph of its own', () => {
  const [forest] = model.views.views;
  if (forest?.kind !== 'grid') throw new Error('expected a grid');
  expect([forest.width, forest.height]).toEqual([12, 7]);
  expect(forest.cells()).toEqual(model.cells.columns.state);
  expect(forest.legend.map(({ label }) => label)).toEqual(['empty', 'tree', 'burning', 'ash']);
  for (const key of ['glyph', 'ascii'] as const)
    expect(new Set(forest.legend.map((entry) => entry[key])).size).toBe(4);
});

test('the charts tell the shares and the fires of the step', async () => {
  const charts = model.views.views.filter((view) => view.kind === 'chart');
  const figures = () => charts.map(({ series }) => series.map(({ value }) => value()));
  expect(figures()).toEqual([
    [11 / 12, 0, 0],
    [7, 0],
  ]);
  await model.advance();
  expect(figures()).toEqual([
    [10 / 12, 1 / 12, 0],
    [7, 0],
  ]);
  expect(charts[0]).toMatchObject({ low: 0, high: 1 });
});

test('a cell can be inspected', () => {
  const { inspector } = model.views;
  const cell = 2 * 12 + 1;
  expect(model.cells.columns.state[cell]).toBe(BURNING);
  expect(inspector!.agents).toBe(84);
  expect(inspector!.nameOf(cell)).toBe('cell 1, 2');
  expect(inspector!.describe(cell)).toEqual([
    {
      title: 'Cell',
      figures: [
        ['column', '1'],
        ['row', '2'],
        ['state', 'burning'],
        ['since', 'step 1'],
        ['fires', '1'],
      ],
    },
  ]);
  expect(inspector!.describe(3)[0]).toMatchObject({
    figures: expect.arrayContaining([['since', 'the start']]),
  });
});
