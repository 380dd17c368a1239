export { Mask } from './mask.js';
export { emptyMask, hoodMask } from './masks.js';
export { type CellChoice, PropertyLayer } from './property-layer.js';
