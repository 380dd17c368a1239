/** Fires in a forest that grows again (Drossel and Schwabl 1992). */
export { ASH, BURNING, EMPTY, TREE } from './cells.js';
export { ForestFire } from './model.js';
export { type ForestFireParameters, ForestFireScenario } from './parameters.js';
