/** What the security model shows of itself: charts, the network's nodes, its ledger, and any node up close. */
import type { Views } from '../../framework/index.js';
import type { Cycle } from '../cycle.js';
import type { SecurityModel } from '../model.js';
import { charts } from './charts.js';
import { ledgerFeed } from './feed.js';
import { nodeInspector } from './node.js';
import { nodeStates } from './states.js';

/** @param truth one entry a record of the step in progress: for display alone */
export function securityViews(
  model: SecurityModel,
  cycle: Cycle,
  truth: () => Uint8Array | undefined,
): Views {
  const feed = ledgerFeed(cycle.ledger);
  // After all who listen to the end have had their last look.
  model.events.on('end', () => queueMicrotask(() => feed.close()));
  return {
    views: [...charts(model), nodeStates(cycle, truth), feed],
    inspector: nodeInspector(cycle, model.source.nodeNames),
  };
}
