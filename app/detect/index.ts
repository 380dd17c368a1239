export { type DetectOptions, type DetectResult, detect } from './detect.js';
export { type Condition, columnsOf, parseCondition } from './expression.js';
export { rowsWhere, withoutLabel } from './rows.js';
