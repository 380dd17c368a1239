import { implementations } from './implementations.js';
import type { Bench } from './measure.js';

export const tally: Bench = {
  name: 'tally',
  question: 'how many votes does each implementation count a second?',
  async *cases(options) {
    const [proposals, voters] = [64, 10_000];
    const job = {
      votes: Uint8Array.from({ length: proposals * voters }, (_, i) => (i * 7) & 3),
      proposals,
      voters,
      weights: new Uint32Array(voters).fill(300),
      confirms: new Uint32Array(proposals),
      rejects: new Uint32Array(proposals),
    };
    yield {
      name: `${proposals} proposals, ${voters} voters`,
      unit: 'votes',
      work: proposals * voters,
      sides: await implementations('tally', job, options),
    };
  },
};
