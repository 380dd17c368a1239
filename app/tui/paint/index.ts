/** From data to lines of text: pure functions, without a terminal. */
export { bar, type Part, shares } from './bars.js';
export { legendLine } from './cells.js';
export { type ChartOptions, chart, type Line, type Size } from './chart.js';
export { agentBeside, agentsAt, cellOf, type Layout, layoutOf, type Place } from './layout.js';
export { type AreaShape, gridMap, type NetworkShape, networkMap, planeMap } from './map.js';
export { amount, figured, grouped } from './numbers.js';
export {
  type Brush,
  type Colours,
  coloursOf,
  createBrush,
  type Shade,
  type Style,
  unicodeOf,
} from './palette.js';
export { fill, fitted, tame, width } from './text.js';
export { cellBeside, cellsBy, tilingOf } from './tiles.js';
