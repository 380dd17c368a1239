/** Fires in a forest that grows again (Drossel and Schwabl 1992). */
export { ASH, BURNING, EMPTY, TREE } from './cells.js';
export { ForestFire, type ForestFireOptions } from './model.js';
export { type ForestFireInput, type ForestFireParameters, forestFireParameters } from './parameters.js';
