import type { Cycle } from '../cycle.js';
import type { Component } from '../faults/index.js';
import type { Signature } from '../state/signature.js';
import { reviewVetoes } from './vetoes.js';

/**
 * All members of a component enter what it accepted in this step in their blacklists, and review what they apply: once,
 * however many were accepted. Returns those that apply one of the new entries.
 */
export async function accept(
  cycle: Cycle,
  signatures: readonly Signature[],
  component: Component,
  step: number,
): Promise<Uint32Array> {
  if (signatures.length === 0) return new Uint32Array(0);
  const { blacklist } = cycle;
  const entries = signatures.map((signature) => {
    const found = blacklist.indexOf(signature.id);
    const entry = found >= 0 ? found : blacklist.add(signature, step);
    blacklist.enter(component.members, entry);
    return entry;
  });
  await reviewVetoes(cycle, component, component.members, step);
  return component.members.filter((node) =>
    entries.some((e) => blacklist.isHeldBy(node, e) && blacklist.vetoed(e)[node] === 0),
  );
}

/** A signature that parts had accepted and the whole rejects leaves the blacklists of its members. */
export function withdraw({ blacklist }: Cycle, signature: Signature, component: Component): void {
  const entry = blacklist.indexOf(signature.id);
  if (entry >= 0) blacklist.strike(component.members, entry);
}

/** Entries leave every blacklist `maxAge` steps after they were accepted. */
export function retire(cycle: Cycle, step: number): void {
  const { maxAge } = cycle.parameters.learning;
  if (maxAge === undefined) return;
  const everyone = Uint32Array.from({ length: cycle.network.size }, (_, node) => node);
  cycle.blacklist.entries.forEach(({ signature, since }, entry) => {
    if (step - since !== maxAge) return;
    cycle.blacklist.strike(everyone, entry);
    cycle.ledger.append({
      kind: 'expiry',
      step,
      node: null,
      signature: signature.id,
      payload: { since, maxAge },
    });
  });
}
