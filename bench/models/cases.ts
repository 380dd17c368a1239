/** The six declared cases: what the model written by hand makes of them, and what the one for Mesa is given. */
import { type FlockingJob, flocking } from './flocking.js';
import { flockingJobs, schellingJobs, wolfSheepJobs } from './jobs.js';
import { type SchellingJob, schelling } from './schelling.js';
import { ofFlocking, ofSchelling, ofWolfSheep, type State } from './states.js';
import { type WolfSheepJob, wolfSheep } from './wolf-sheep.js';

export type Size = 'small' | 'large';

export interface Case {
  readonly model: 'schelling' | 'flocking' | 'wolf-sheep';
  readonly size: Size;
  /** Steps of a run. */
  readonly steps: number;
  /** The steps after which outcomes are compared. */
  readonly compared: readonly number[];
  /** What the model for Mesa takes. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Runs the model written by hand for so many steps; what it answers is only looked at when asked. */
  byHand(seed: number, steps: number): State;
}

export const cases: readonly Case[] = (['small', 'large'] as const).flatMap((size) => [
  schellingCase(size, schellingJobs[size]),
  flockingCase(size, flockingJobs[size]),
  wolfSheepCase(size, wolfSheepJobs[size]),
]);

/** As the library has it: MODEL-SIZE. */
export const nameOf = ({ model, size }: Case): string => `${model}-${size}`;

/** @throws Error for a name that no case has */
export function caseNamed(name: string): Case {
  const found = cases.find((each) => nameOf(each) === name);
  if (found === undefined) throw new Error(`bench: there is no case ${name}`);
  return found;
}

function schellingCase(size: Size, job: SchellingJob): Case {
  const { steps, ...parameters } = job;
  return {
    ...{ model: 'schelling', size, steps, parameters },
    compared: [1, 5, 20],
    byHand(seed, some) {
      const end = schelling({ ...job, steps: some }, seed);
      return ofSchelling(() => ({ ...job, ...end, happy: end.happy.filter((each) => each === 1).length }));
    },
  };
}

function flockingCase(size: Size, job: FlockingJob): Case {
  const { steps, ...parameters } = job;
  return {
    ...{ model: 'flocking', size, steps, parameters },
    compared: [10, 50, 100],
    byHand(seed, some) {
      const end = flocking({ ...job, steps: some }, seed);
      return ofFlocking(() => ({ ...job, ...end }));
    },
  };
}

function wolfSheepCase(size: Size, job: WolfSheepJob): Case {
  const { steps, side, sheep, wolves, regrow, sheepReproduce, wolfReproduce } = job;
  return {
    ...{ model: 'wolf-sheep', size, steps },
    compared: [10, 50, 100],
    parameters: {
      ...{ side, sheep, wolves, regrow },
      ...{ sheep_reproduce: sheepReproduce, wolf_reproduce: wolfReproduce },
    },
    byHand(seed, some) {
      const end = wolfSheep({ ...job, steps: some }, seed);
      return ofWolfSheep(() => ({
        regrow,
        sheep: end.sheep.energies,
        wolves: end.wolves.energies,
        countdown: end.countdown,
      }));
    },
  };
}
