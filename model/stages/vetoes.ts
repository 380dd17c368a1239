import { Vote } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import type { Component } from '../faults/index.js';
import { packVotes } from '../ledger/index.js';
import { ask } from './matches.js';

/**
 * Each of a component's `reviewers` decides anew which entries it applies: not those that are normal in its own window
 * (more than `veto` of it, in more than `persistence` of its steps). A change is logged; an entry that more than
 * `revoke` of the component veto is revoked.
 */
export async function reviewVetoes(
  cycle: Cycle,
  component: Component,
  reviewers: Uint32Array,
  step: number,
): Promise<void> {
  const { blacklist, limits, counters } = cycle;
  const entries = Array.from(blacklist.entries.keys()).filter((e) =>
    reviewers.some((node) => blacklist.isHeldBy(node, e)),
  );
  if (entries.length === 0 || reviewers.length === 0) return;
  // Who does not hold an entry has nothing to veto.
  const prior = new Uint8Array(entries.length * reviewers.length).fill(Vote.unreached);
  entries.forEach((e, row) => {
    reviewers.forEach((node, r) => {
      if (blacklist.isHeldBy(node, e)) prior[row * reviewers.length + r] = Vote.abstain;
    });
  });
  const votes = await ask(cycle, {
    nodes: reviewers,
    signatures: blacklist.directions(entries),
    tolerated: limits.veto,
    persistence: limits.vetoPersistence,
    prior,
    suspects: false,
  });
  entries.forEach((e, row) => {
    const vetoed = blacklist.vetoed(e);
    let changed = 0;
    let raised = 0;
    reviewers.forEach((node, r) => {
      if (!blacklist.isHeldBy(node, e)) return;
      const veto = votes[row * reviewers.length + r] === Vote.reject ? 1 : 0;
      if (vetoed[node] === veto) return;
      vetoed[node] = veto;
      changed++;
      raised += veto;
    });
    counters.add('vetoes', raised);
    if (changed > 0) logVetoes(cycle, component, e, step);
  });
}

function logVetoes(cycle: Cycle, { id, members }: Component, entry: number, step: number): void {
  const { blacklist, ledger, limits, counters, network } = cycle;
  const vetoed = blacklist.vetoed(entry);
  const { signature } = blacklist.entries[entry]!;
  const against = new Uint8Array(network.size);
  let vetoes = 0;
  for (const node of members) {
    if (!blacklist.isHeldBy(node, entry) || vetoed[node] === 0) continue;
    against[node] = 1;
    vetoes++;
  }
  ledger.append({
    kind: 'veto',
    step,
    node: null,
    signature: signature.id,
    payload: { component: id, vetoes: packVotes(against) },
  });
  if (vetoes * 1_000_000 <= limits.revoke * members.length) return;
  counters.add('revoked');
  blacklist.strike(members, entry);
  ledger.append({
    kind: 'revocation',
    step,
    node: null,
    signature: signature.id,
    payload: { component: id, vetoes, members: members.length },
  });
}
