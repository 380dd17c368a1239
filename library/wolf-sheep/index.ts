import { WolfSheepColumns } from './columns.js';
import { WolfSheep } from './objects.js';
import { WolfSheepScenario } from './parameters.js';

export { WolfSheepColumns } from './columns.js';
export { WolfSheep } from './objects.js';
export { WolfSheepScenario } from './parameters.js';

export const wolfSheep = {
  steps: 100,
  scenario: WolfSheepScenario,
  objects: WolfSheep,
  columns: WolfSheepColumns,
} as const;
