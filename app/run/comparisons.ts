import type { KernelChoice } from '../../kernels/index.js';
import type { Scenario } from '../config/index.js';
import { planRuns } from './plan.js';

/** Signatures that a step's ballot and blacklist hold together, about: so many in the scenarios that come along. */
const SIGNATURES = 4;

/**
 * Pairs of directions that TFJS compares in these scenarios, about: every step, each node's window with a few
 * signatures. None where compiled or reference kernels do it; undefined where all kernels are TFJS operations, or a
 * capture says only later how large it is.
 */
export function comparisonsOf(
  scenarios: readonly Scenario[],
  kernels: KernelChoice,
  isCompiled: boolean,
): number | undefined {
  if (kernels === 'composed') return undefined;
  if (kernels === 'reference' || isCompiled) return 0;
  let sum = 0;
  for (const scenario of scenarios) {
    const { agents, steps, detector, consensus } = scenario;
    const { arms, replications } = planRuns(scenario);
    // The other arms make no signatures.
    if (!arms.includes('decentralised')) continue;
    if (agents === undefined || steps === undefined) return undefined;
    sum += replications * steps * agents * detector.window * Math.min(SIGNATURES, consensus.ballot);
  }
  return sum;
}
