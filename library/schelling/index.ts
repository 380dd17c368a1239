/** Two groups that part (Schelling 1971), agents kept as objects or in columns. */
import { SchellingColumns } from './columns.js';
import { Schelling } from './objects.js';
import { SchellingScenario } from './parameters.js';

export { SchellingColumns } from './columns.js';
export { Schelling } from './objects.js';
export { SchellingScenario } from './parameters.js';
export { type ResidentView, residentsOf } from './views.js';

export const schelling = {
  steps: 20,
  scenario: SchellingScenario,
  objects: Schelling,
  columns: SchellingColumns,
} as const;
