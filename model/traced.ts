import { byAgent } from '../framework/index.js';
import type { Cycle } from './cycle.js';

/**
 * What a trace looks at of a run, in the order in which a step changes it; by node where there is a node. Forests are
 * left out for their size: one that differs shows in the path sums of the records that it scores.
 */
export function tracedOf(cycle: Cycle): Readonly<Record<string, unknown>> {
  const { nodes, records, blacklist, reachability, signatures, proposals, provisional, counters } = cycle;
  const { batch, period, path, anomalous, suspect, direction, listed, provisional: own, verdict } = records;
  const columns = {
    records: batch.records,
    period,
    path,
    anomalous,
    suspect,
    direction,
    listed,
    own,
    verdict,
  };
  const rows = batch.offsets[nodes.size]!;
  const { rows: length, root } = cycle.ledger;
  return {
    component: byAgent(nodes.size, (node) => reachability.component[node]),
    records: byAgent(nodes.size, (node) =>
      Object.values(columns).map((column) => {
        const width = rows === 0 ? 0 : column.length / rows;
        return column.subarray(batch.offsets[node]! * width, batch.offsets[node + 1]! * width);
      }),
    ),
    nodes,
    signatures,
    proposals,
    provisional: byAgent(nodes.size, (node) => provisional.get(node)),
    blacklist: blacklist.entries,
    lists: byAgent(nodes.size, (node) =>
      blacklist.entries.map((_, entry) => [blacklist.known(entry)[node], blacklist.vetoed(entry)[node]]),
    ),
    counters: counters.total,
    ledger: { length, root },
  };
}
