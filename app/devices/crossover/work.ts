import type { Scenario } from '../../config/index.js';
import { planRuns } from '../../run/plan.js';
import { TREES } from '../jobs.js';

/** How much is to be computed. */
export interface Work {
  /** Steps of all runs. */
  readonly steps: number;
  /** Records that nodes score in all these steps; those of smaller or larger forests count by their trees, to 100. */
  readonly records: number;
}

/** The work of these scenarios, about; undefined where a capture says only later how large it is. */
export function workOf(scenarios: readonly Scenario[]): Work | undefined {
  let work: Work = { steps: 0, records: 0 };
  for (const scenario of scenarios) {
    const { agents, steps, detector, traffic } = scenario;
    if (agents === undefined || steps === undefined || !('records' in traffic)) return undefined;
    const all = planRuns(scenario).count * steps;
    work = {
      steps: work.steps + all,
      records: work.records + (all * agents * traffic.records * detector.trees) / TREES,
    };
  }
  return work;
}
