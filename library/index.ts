/** Models to run by their name and to learn from: each a folder, with its source named in its README. */
import { declared, type LibraryEntry } from './entry.js';
import { flocking } from './flocking/index.js';
import { ForestFire } from './forest-fire/index.js';
import { schelling } from './schelling/index.js';
import { wolfSheep } from './wolf-sheep/index.js';

export type { LibraryEntry, Storage } from './entry.js';
export * from './flocking/index.js';
export * from './forest-fire/index.js';
export * from './schelling/index.js';
export * from './wolf-sheep/index.js';

export const LIBRARY: readonly LibraryEntry[] = [
  {
    name: 'forest-fire',
    description: 'lightning strikes a forest that grows again (Drossel and Schwabl 1992)',
    scenario: ForestFire.scenario,
    steps: 1000,
    storages: ['columns'],
    create: (options) => new ForestFire(options),
  },
  declared(
    'schelling-small',
    'two groups part, whose members want few of their own (Schelling 1971)',
    schelling,
  ),
  declared(
    'schelling-large',
    'two groups part, 8000 agents who look two cells far (Schelling 1971)',
    schelling,
    {
      side: 100,
      agents: 8000,
      radius: 2,
      wanted: 8,
    },
  ),
  declared('flocking-small', 'birds that see little gather in flocks (Reynolds 1987)', flocking),
  declared('flocking-large', 'birds that see far gather in flocks (Reynolds 1987)', flocking, {
    side: 150,
    birds: 400,
    vision: 15,
  }),
  declared('wolf-sheep-small', 'wolves hunt sheep, which graze (Wilensky 1997)', wolfSheep),
  declared('wolf-sheep-large', 'many wolves hunt sheep, which graze (Wilensky 1997)', wolfSheep, {
    ...{ side: 100, sheep: 1000, wolves: 500, regrow: 10 },
    ...{ sheepReproduce: 0.4, wolfReproduce: 0.2 },
  }),
];
