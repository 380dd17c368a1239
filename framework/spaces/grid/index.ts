export { Grid, type GridOptions } from './grid.js';
export type { Metric } from './shape.js';
