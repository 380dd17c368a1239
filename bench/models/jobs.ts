/** The six declared cases of the public comparison of frameworks, as jobs of the models written by hand. */
import type { FlockingJob } from './flocking.js';
import type { SchellingJob } from './schelling.js';
import type { WolfSheepJob } from './wolf-sheep.js';

const birds = { speed: 1, separation: 1, cohere: 0.03, separate: 0.015, match: 0.05, steps: 100 };
const animals = { sheepGain: 5, wolfGain: 13, steps: 100 };

export const schellingJobs: Readonly<Record<'small' | 'large', SchellingJob>> = {
  small: { side: 40, agents: 1000, radius: 1, wanted: 3, steps: 20 },
  large: { side: 100, agents: 8000, radius: 2, wanted: 8, steps: 20 },
};

export const flockingJobs: Readonly<Record<'small' | 'large', FlockingJob>> = {
  small: { ...birds, side: 100, birds: 200, vision: 5 },
  large: { ...birds, side: 150, birds: 400, vision: 15 },
};

export const wolfSheepJobs: Readonly<Record<'small' | 'large', WolfSheepJob>> = {
  small: { ...animals, side: 25, sheep: 60, wolves: 40, regrow: 20, sheepReproduce: 0.2, wolfReproduce: 0.1 },
  large: {
    ...animals,
    ...{ side: 100, sheep: 1000, wolves: 500, regrow: 10, sheepReproduce: 0.4, wolfReproduce: 0.2 },
  },
};
