import type { LedgerRow } from '../ledger/index.js';
import { unpackVotes } from '../ledger/index.js';
import { Knowledge } from '../state/blacklist.js';

/**
 * The blacklists as a fold over a ledger: what each node holds after the given rows, told from the rows alone.
 *
 * A `sync` row names the members of a component; decisions, revocations and superseding rows concern the members of
 * the component that took them; members that meet learn from one another.
 *
 * @param rows all rows in order
 * @param nodes number of nodes
 * @returns per node the ids of the entries it holds, in the order of acceptance
 */
export function foldBlacklists(rows: Iterable<LedgerRow>, nodes: number): string[][] {
  const entries = new Map<string, Uint8Array>();
  const components = new Map<number, number[]>();
  let syncing: number | undefined;
  const learn = (id: string, members: readonly number[], knowledge: number): void => {
    let known = entries.get(id);
    if (known === undefined) {
      known = new Uint8Array(nodes);
      entries.set(id, known);
    }
    for (const node of members) if (known[node]! < knowledge) known[node] = knowledge;
  };
  const everyone = Array.from({ length: nodes }, (_, node) => node);
  for (const { kind, step, signature, payload } of rows) {
    const members = components.get(payload['component'] as number) ?? [];
    switch (kind) {
      case 'sync': {
        // A step's sync rows describe all components anew.
        if (syncing !== step) components.clear();
        syncing = step;
        const met = [...unpackVotes(payload['members'] as string, nodes).entries()].flatMap(([i, m]) =>
          m === 1 ? [i] : [],
        );
        components.set(payload['component'] as number, met);
        for (const known of entries.values()) {
          const most = met.reduce((best, node) => Math.max(best, known[node]!), 0);
          for (const node of met) known[node] = most;
        }
        break;
      }
      case 'decision':
      case 'supersede':
        if (payload['verdict'] === 'accepted') learn(signature!, members, Knowledge.active);
        else if (entries.has(signature!)) learn(signature!, members, Knowledge.gone);
        break;
      case 'revocation':
        learn(signature!, members, Knowledge.gone);
        break;
      case 'expiry':
        if (payload['maxAge'] !== undefined) learn(signature!, everyone, Knowledge.gone);
        break;
    }
  }
  return everyone.map((node) =>
    [...entries].flatMap(([id, known]) => (known[node] === Knowledge.active ? [id] : [])),
  );
}
