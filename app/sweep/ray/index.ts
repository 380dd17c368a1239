/** The engine for sweeps on a Ray cluster, as the settings describe it. */
export { openRay } from './open.js';
