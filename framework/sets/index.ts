export {
  type ArraysOf,
  type Column,
  type ColumnArray,
  type Columns,
  type ColumnType,
  column,
  type NumbersOf,
} from './columns.js';
export { Groups } from './groups.js';
export type { SortKey, SortOptions } from './order.js';
export type { NamedReducer, Reduced, Reducer, Reducers } from './reduce.js';
