import type { Fingerprint, PartPrint } from './fingerprint.js';

/** Where two states differ. */
export interface StateDifference {
  /** Name of the first part that differs. */
  readonly part: string;
  /** Ids of the agents that differ in it, ascending; none for a part that is not made of agents. */
  readonly agents: readonly number[];
}

/** Where two runs first differ. */
export interface Difference extends StateDifference {
  /** Counts from 0. */
  readonly step: number;
  /** Name of the stage after which they differ, or one of `SET_UP` and `COLLECT`. */
  readonly stage: string;
}

/** The first part of two states that differs, in the order of the first; undefined where all are equal. */
export function firstDifference(one: Fingerprint, other: Fingerprint): StateDifference | undefined {
  for (const [part, print] of one) {
    const beside = other.get(part);
    if (beside === undefined) return { part, agents: [] };
    if (beside.whole !== print.whole) return { part, agents: agentsThatDiffer(print, beside) };
  }
  const added = [...other.keys()].find((part) => !one.has(part));
  return added === undefined ? undefined : { part: added, agents: [] };
}

/** Agents whose fingerprints differ, and those that are on one side alone. */
function agentsThatDiffer({ agents: one }: PartPrint, { agents: other }: PartPrint): number[] {
  if (one === undefined || other === undefined) return [];
  const differ: number[] = [];
  for (let i = 0, j = 0; i < one.ids.length || j < other.ids.length; ) {
    const a = one.ids[i] ?? Number.POSITIVE_INFINITY;
    const b = other.ids[j] ?? Number.POSITIVE_INFINITY;
    if (a !== b || one.prints[i] !== other.prints[j]) differ.push(Math.min(a, b));
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return differ;
}
