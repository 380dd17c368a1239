/** Figures: plain data in, a Vega-Lite specification out; and the SVG of one. */
export { type Dot, type Dots, dots } from './dots.js';
export { type HeatMap, heatMap, MOST_LEVELS } from './heat.js';
export { type Indices, indices } from './indices.js';
export { type Line, type Lines, lines, type Point } from './lines.js';
export { type Picture, rendered, type Spec } from './render.js';
export { type Scatter, scatter } from './scatter.js';
export { type Stages, stagePlot } from './stages.js';
