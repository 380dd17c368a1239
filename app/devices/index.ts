/** What `starling devices` tells of each device. */
export { SCORE_UNIT, scoring } from './score.js';
export { devicesTable } from './table.js';
