export { type Detection, type DetectOptions, type DetectResult, prepareDetection } from './detect.js';
export { type Condition, columnsOf, parseCondition } from './expression.js';
export { rowsWhere, withoutLabel } from './rows.js';
