/** Wolves, sheep and grass (Wilensky 1997), animals kept as objects or in columns. */
import { WolfSheepColumns } from './columns.js';
import { WolfSheep } from './objects.js';
import { WolfSheepScenario } from './parameters.js';

export { WolfSheepColumns } from './columns.js';
export { WolfSheep } from './objects.js';
export { WolfSheepScenario } from './parameters.js';
export { type AnimalView, animalsOf } from './views.js';

export const wolfSheep = {
  steps: 100,
  scenario: WolfSheepScenario,
  objects: WolfSheep,
  columns: WolfSheepColumns,
} as const;
