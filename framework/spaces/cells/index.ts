export { type Capacity, CellSpace, type CellsState } from './cell-space.js';
export type { Hood } from './hood.js';
