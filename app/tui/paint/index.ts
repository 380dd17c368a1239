/** From data to lines of text: pure functions, without a terminal. */
export { bar, shares } from './bars.js';
export { legendLine } from './cells.js';
export { chart, type Size } from './chart.js';
export { agentBeside, agentsAt, cellOf, layoutOf } from './layout.js';
export { gridMap, networkMap, planeMap } from './map.js';
export { amount, figured, grouped } from './numbers.js';
export {
  type Brush,
  type Colours,
  coloursOf,
  createBrush,
  type Style,
  unicodeOf,
} from './palette.js';
export { fill, fitted, tame, width } from './text.js';
export { cellBeside, cellsBy, tilingOf } from './tiles.js';
