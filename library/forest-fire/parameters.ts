import { type ParametersOf, scenario, z } from '../../framework/index.js';

/** Shares and chances are given as decimals in 0…1 and decided on as parts per million. */
const chance = (text: string) => z.number().min(0).max(1).describe(text);
const cells = (text: string) => z.int().min(1).max(4096).describe(text);

export const ForestFireScenario = scenario({
  width: cells('Cells from left to right.').default(160),
  height: cells('Cells from top to bottom.').default(90),
  density: chance('Share of the cells that hold a tree at first.').default(0.5),
  growth: chance('Chance, per step, that a tree grows on a cell without one (p).').default(0.01),
  lightning: chance('Chance, per step, that a tree is struck (f).').default(0.000_02),
  ash: z.int().min(1).max(1_000_000).describe('Steps for which burnt ground is told apart.').default(25),
  front: z.boolean().describe('Whether the trees of the left column burn at first.').default(false),
}).changing('growth', 'lightning', 'ash');

export type ForestFireParameters = ParametersOf<typeof ForestFireScenario>;
