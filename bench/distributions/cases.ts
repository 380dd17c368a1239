/** Which states are compared: each model at its declared sizes, after a few of its steps. */
import { type FlockingJob, flocking } from '../models/flocking.js';
import { flockingJobs, schellingJobs, wolfSheepJobs } from '../models/jobs.js';
import { flockingOutcomes, type Outcomes, schellingOutcomes, wolfSheepOutcomes } from '../models/outcomes.js';
import { type SchellingJob, schelling } from '../models/schelling.js';
import { type WolfSheepJob, wolfSheep } from '../models/wolf-sheep.js';

export type Size = 'small' | 'large';

export interface Case {
  readonly model: 'schelling' | 'flocking' | 'wolf-sheep';
  readonly size: Size;
  /** Ascending: the outcomes after each are compared. */
  readonly steps: readonly number[];
  /** What the model for Mesa takes. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The model written by hand, after so many steps. */
  readonly byHand: (seed: number, steps: number) => Outcomes;
}

export const cases: readonly Case[] = (['small', 'large'] as const).flatMap((size) => [
  schellingCase(size, schellingJobs[size]),
  flockingCase(size, flockingJobs[size]),
  wolfSheepCase(size, wolfSheepJobs[size]),
]);

function schellingCase(size: Size, job: SchellingJob): Case {
  const { steps: _, ...parameters } = job;
  return {
    model: 'schelling',
    size,
    steps: [1, 5, 20],
    parameters,
    byHand(seed, steps) {
      const { groups, happy } = schelling({ ...job, steps }, seed);
      return schellingOutcomes({ ...job, groups, happy: happy.reduce((sum, each) => sum + each) });
    },
  };
}

function flockingCase(size: Size, job: FlockingJob): Case {
  const { steps: _, ...parameters } = job;
  return {
    model: 'flocking',
    size,
    steps: [10, 50, 100],
    parameters,
    byHand: (seed, steps) => flockingOutcomes({ ...job, ...flocking({ ...job, steps }, seed) }),
  };
}

function wolfSheepCase(size: Size, job: WolfSheepJob): Case {
  const { side, sheep, wolves, regrow, sheepReproduce, wolfReproduce } = job;
  return {
    model: 'wolf-sheep',
    size,
    steps: [10, 50, 100],
    parameters: {
      ...{ side, sheep, wolves, regrow },
      ...{ sheep_reproduce: sheepReproduce, wolf_reproduce: wolfReproduce },
    },
    byHand(seed, steps) {
      const end = wolfSheep({ ...job, steps }, seed);
      const energies = ({ slots, size: alive, energy }: typeof end.sheep) =>
        Array.from(slots.subarray(0, alive), (slot) => energy[slot]!);
      return wolfSheepOutcomes({
        sheep: energies(end.sheep),
        wolves: energies(end.wolves),
        countdown: end.countdown,
      });
    },
  };
}
