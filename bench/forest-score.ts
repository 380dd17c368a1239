import { implementations } from './implementations.js';
import { fitOf, scoreOf, WINDOW } from './jobs.js';
import type { Bench } from './measure.js';

export const forestScore: Bench = {
  name: 'forest-score',
  question: 'how many tree nodes does each implementation visit a second?',
  async *cases(options) {
    const [slots, trees, rows] = [50, 100, 64];
    const score = scoreOf(fitOf(slots, trees, WINDOW), rows);
    yield {
      name: `${slots} forests of ${trees} trees, ${rows} records each`,
      unit: 'visits',
      work: slots * rows * trees * score.forests.height,
      sides: await implementations('forestScore', score, options),
    };
  },
};
