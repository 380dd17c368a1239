import { Vote } from '../../kernels/index.js';
import { ageReputations, learnReputations } from '../consensus/rules/index.js';
import type { Cycle } from '../cycle.js';
import type { Component } from '../faults/index.js';
import type { Signature } from '../state/signature.js';
import { accept, retire, withdraw } from './accept.js';
import { checkBlacklists } from './catch-up.js';
import { applyOwn } from './provisional.js';
import { refit } from './refit.js';
import { purge, remember } from './window.js';

/**
 * Learn: what was accepted extends the blacklist of all who received it; each applies only what matches at most
 * `veto` of its own window, removes matching records from it, takes in this step's unflagged records, and retrains.
 * What was rejected costs its author reputation.
 */
export async function learn(cycle: Cycle, step: number): Promise<void> {
  const learners = new Set<number>();
  const accepted = new Map<Component, Signature[]>();
  const view = cycle.reachability.component;
  const { reputation } = cycle.nodes.columns;
  for (const { proposal, verdict, component } of cycle.decided) {
    const { signature, authors } = proposal;
    if (verdict !== 'expired')
      learnReputations(reputation, {
        ruling: verdict,
        authors: [...authors].filter((node) => view[node] === component.id),
        votes: proposal
          .ballotPaper()
          .map((vote, node) => (view[node] === component.id ? vote : Vote.unreached)),
      });
    if (verdict === 'rejected') withdraw(cycle, signature, component);
    if (verdict === 'accepted') {
      const list = accepted.get(component);
      if (list === undefined) accepted.set(component, [signature]);
      else list.push(signature);
    }
  }
  for (const [component, signatures] of accepted)
    for (const node of await accept(cycle, signatures, component, step)) learners.add(node);
  ageReputations(reputation);
  retire(cycle, step);
  checkBlacklists(cycle, step);
  await purge(cycle, learners);
  await remember(cycle);
  await refit(cycle, step, learners);
  await applyOwn(cycle);
  // While parts are apart, one may yet come to hold what another knows to be gone.
  if (cycle.reachability.components.length <= 1) cycle.blacklist.compact();
}
