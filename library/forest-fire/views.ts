import type { ChartView, Facts, GridView, Series, Tone, Views } from '../../framework/index.js';
import { ASH, BURNING, EMPTY, LEGEND, TREE } from './cells.js';
import type { ForestFire } from './model.js';

/** What there is to see: the forest, the shares of its states over time, its fires, and each cell. */
export function viewsOf(model: ForestFire): Views {
  const { width, height } = model.parameters;
  const { size } = model.cells;
  const share = (name: string, tone: Tone, state: number): Series => ({
    name,
    tone,
    value: () => model.counts[state]! / size,
  });
  const forest: GridView = {
    kind: 'grid',
    title: 'Forest',
    legend: LEGEND,
    width,
    height,
    cells: () => model.cells.columns.state.slice(),
  };
  const shares: ChartView = {
    kind: 'chart',
    title: 'Share of the cells',
    low: 0,
    high: 1,
    series: [share('trees', 'good', TREE), share('ash', 'odd', ASH), share('empty', 'off', EMPTY)],
  };
  const fires: ChartView = {
    kind: 'chart',
    title: 'Cells on fire',
    low: 0,
    series: [
      { name: 'burning', tone: 'bad', value: () => model.counts[BURNING]! },
      { name: 'struck', tone: 'warn', value: () => model.struck },
    ],
  };
  return {
    views: [forest, shares, fires],
    inspector: {
      agents: size,
      nameOf: (cell) => `cell ${cell % width}, ${Math.floor(cell / width)}`,
      describe: (cell) => factsOf(model, cell),
    },
  };
}

function factsOf({ cells, parameters: { width } }: ForestFire, cell: number): Facts[] {
  const { state, since, fires } = cells.columns;
  return [
    {
      title: 'Cell',
      figures: [
        ['column', String(cell % width)],
        ['row', String(Math.floor(cell / width))],
        ['state', LEGEND[state[cell]!]!.label],
        ['since', since[cell] === 0 ? 'the start' : `step ${since[cell]}`],
        ['fires', String(fires[cell])],
      ],
    },
  ];
}
