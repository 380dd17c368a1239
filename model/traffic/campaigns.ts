import type { RandomStreams } from '../../framework/random/index.js';
import { ppm } from '../../framework/shares.js';
import type { NetworkSpace } from '../../framework/spaces/network/network.js';
import type { SyntheticTrafficParameters } from '../parameters.js';

type Campaign = SyntheticTrafficParameters['campaigns'][number];

/** Never reached by the campaign. */
export const NEVER = 0xffffffff;

/**
 * When a campaign reaches each node: it starts at one drawn node and, in every step, each attacked node carries it
 * with chance `spread` to one drawn neighbour, until `nodes` of all are reached or it ends.
 *
 * @returns [nodes] first attacked step, or NEVER.
 */
export function reachOf(
  campaign: Campaign,
  index: number,
  network: NetworkSpace,
  random: RandomStreams,
  horizon: number,
): Uint32Array {
  const nodes = network.size;
  const stream = random.stream(`campaign ${index} spread`);
  const since = new Uint32Array(nodes).fill(NEVER);
  const widest = Math.max(1, Math.ceil((ppm(campaign.nodes) * nodes) / 1_000_000));
  const attacked = [stream.below(nodes, 0, 0, 0)];
  since[attacked[0]!] = campaign.start;
  const end = Math.min(horizon, campaign.start + campaign.steps);
  for (let step = campaign.start + 1; step < end && attacked.length < widest; step++) {
    const carriers = attacked.length;
    for (let c = 0; c < carriers && attacked.length < widest; c++) {
      const carrier = attacked[c]!;
      const degree = network.degree(carrier);
      if (degree === 0 || !stream.chance(ppm(campaign.spread), carrier, step, 0)) continue;
      const next = network.neighbour(carrier, stream.below(degree, carrier, step, 1));
      if (since[next] !== NEVER) continue;
      since[next] = step;
      attacked.push(next);
    }
  }
  return since;
}
