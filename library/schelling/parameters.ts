import { scenario, z } from '../../framework/index.js';

export const SchellingScenario = scenario({
  side: z.int().min(1).max(4096).describe('Cells on a side of the grid.').default(40),
  agents: z.int().min(0).describe('Agents, fewer than cells.').default(1000),
  radius: z.int().min(1).max(64).describe('Cells that an agent looks around in each direction.').default(1),
  wanted: z.int().min(0).describe('Neighbours of the own group that make happy.').default(3),
})
  .changing('radius', 'wanted')
  .checking((has) => has.agents >= has.side * has.side && { agents: 'expected fewer than there are cells' });
