import { scenario, z } from '../../framework/index.js';

const count = (text: string) => z.int().min(0).max(10_000_000).describe(text);
const chance = (text: string) => z.number().min(0).max(1).describe(text);
const gain = (text: string) => z.number().min(0.5).max(1e6).describe(text);

export const WolfSheepScenario = scenario({
  side: z.int().min(3).max(4096).describe('Cells on a side of the grid.').default(25),
  sheep: count('Sheep at first.').default(60),
  wolves: count('Wolves at first.').default(40),
  regrow: z.int().min(1).max(1e6).describe('Steps until grazed grass is grown again.').default(20),
  sheepReproduce: chance('Chance, per step, that a sheep bears another.').default(0.2),
  wolfReproduce: chance('Chance, per step, that a wolf bears another.').default(0.1),
  sheepGain: gain('Energy that grass gives a sheep.').default(5),
  wolfGain: gain('Energy that a sheep gives a wolf.').default(13),
}).changing('regrow');
