/** Birds that flock (Reynolds 1987), kept as objects or in columns. */
import { FlockingColumns } from './columns.js';
import { Flocking } from './objects.js';
import { FlockingScenario } from './parameters.js';

export { FlockingColumns } from './columns.js';
export { Flocking } from './objects.js';
export { FlockingScenario } from './parameters.js';
export { type BirdView, birdsOf } from './views.js';

export const flocking = {
  steps: 100,
  scenario: FlockingScenario,
  objects: Flocking,
  columns: FlockingColumns,
} as const;
