export { type Capacity, CellSpace, type Cells, type CellsState } from './cell-space.js';
export type { Hood } from './hood.js';
