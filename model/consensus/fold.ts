import type { LedgerRow } from '../ledger/index.js';
import { unpackVotes } from '../ledger/index.js';
import { isHeld, mostOf, settle } from '../state/knowledge.js';

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
  const learn = (id: string, members: readonly number[], held: boolean): void => {
    let known = entries.get(id);
    if (known === undefined) {
      known = new Uint8Array(nodes);
      entries.set(id, known);
    }
    settle(known, members, held);
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
          const most = mostOf(known, met);
          for (const node of met) known[node] = most;
        }
        break;
      }
      case 'decision':
      case 'supersede':
        if (payload['verdict'] === 'accepted') learn(signature!, members, true);
        else if (entries.has(signature!)) learn(signature!, members, false);
        break;
      case 'revocation':
        learn(signature!, members, false);
        break;
      case 'expiry':
        if (payload['maxAge'] !== undefined) learn(signature!, everyone, false);
        break;
    }
  }
  return everyone.map((node) => [...entries].flatMap(([id, known]) => (isHeld(known[node]!) ? [id] : [])));
}
