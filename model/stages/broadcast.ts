import type { NetworkSpace } from '../../framework/index.js';
import type { Cycle } from '../cycle.js';
import { contentHash } from '../ledger/index.js';
import { Proposal } from '../state/proposals.js';
import { bytesOf, contentOf } from '../state/signature.js';

/**
 * Broadcast: each signature goes into the ledger and out over the links of its author's component.
 */
export function broadcast(cycle: Cycle, step: number): void {
  const { ledger, reachability, network, counters } = cycle;
  const view = reachability.component;
  const flood = new Map<number, number>();
  for (const [serial, signature] of cycle.signatures.entries()) {
    const component = view[signature.author]!;
    const content = contentOf(signature);
    ledger.append({
      kind: 'signature',
      step,
      node: signature.author,
      signature: signature.id,
      payload: { ...content, component, content: contentHash(content) },
    });
    let messages = flood.get(component);
    if (messages === undefined) {
      messages = messagesIn(network, view, component);
      flood.set(component, messages);
    }
    counters.add('proposed');
    counters.add('messages', messages);
    counters.add('bytes', messages * bytesOf(signature));
    cycle.proposals.push(new Proposal(signature, serial, view));
  }
}

/**
 * Messages that bring one broadcast to all of a component: one a peer on a full mesh; elsewhere a flood, in which
 * each node passes it on over all its links but the one it came by.
 */
function messagesIn(network: NetworkSpace, view: Uint32Array, component: number): number {
  let members = 0;
  let ends = 0;
  view.forEach((id, node) => {
    if (id !== component) return;
    members++;
    if (!network.complete) for (const peer of network.neighbours(node)) if (view[peer] === component) ends++;
  });
  return network.complete ? members - 1 : ends - (members - 1);
}
