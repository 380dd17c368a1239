import { StarlingError } from '../../framework/index.js';
import type { Cycle } from '../cycle.js';
import { packVotes } from '../ledger/index.js';
import { reviewVetoes } from './vetoes.js';

/**
 * Nodes that returned, and parts whose links healed, read the ledger of their component: afterwards all its members
 * hold one blacklist, of which each applies what its own window allows. Each component leaves a row with its members
 * and the hash of that list.
 */
export async function catchUp(cycle: Cycle, step: number): Promise<void> {
  const { reachability, blacklist, ledger, network } = cycle;
  for (const component of reachability.components) {
    const { id, members } = component;
    const learned = blacklist.meet(members);
    await reviewVetoes(cycle, component, Uint32Array.from(learned).sort(), step);
    ledger.append({
      kind: 'sync',
      step,
      node: null,
      signature: null,
      payload: {
        component: id,
        members: packVotes(maskOf(members, network.size)),
        blacklist: blacklist.hashOf(members[0]!),
      },
    });
  }
}

/** All honest nodes that reach one another hold the same blacklist; anything else is a fault of the model. */
export function checkBlacklists(cycle: Cycle, step: number): void {
  const { reachability, blacklist, adversaries } = cycle;
  if (blacklist.size === 0) return;
  for (const { members } of reachability.components) {
    const honest = members.filter((node) => adversaries.honest[node] === 1);
    const different = blacklist.differsAmong(honest);
    if (different !== undefined) {
      throw new StarlingError(
        `in step ${step} node ${different} holds another blacklist than node ${honest[0]}, which it reaches`,
        { hint: 'this is a fault in the model: please report it with the scenario and the seed' },
      );
    }
  }
}

/** [nodes] 1 for members. */
function maskOf(members: Uint32Array, nodes: number): Uint8Array {
  const mask = new Uint8Array(nodes);
  for (const node of members) mask[node] = 1;
  return mask;
}
