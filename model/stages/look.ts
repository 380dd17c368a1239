import type { Groups } from '../../kernels/index.js';
import type { Cycle, RecordColumns } from '../cycle.js';

/** Records that nodes look at, and the columns that take what they find. */
export interface Sight extends Omit<RecordColumns, 'flagged'> {
  readonly records: Uint16Array;
  /** Rows that get a direction. */
  readonly received: Groups;
  /** Those of nodes that have a forest: the rows that are judged. */
  readonly groups: Groups;
}

/** Scores records with the forests of their nodes, and judges them by bounds and by the signatures that apply. */
export async function look(cycle: Cycle, sight: Sight): Promise<void> {
  const { kernels, nodes, forests, forestOf, features, frame, parameters } = cycle;
  const { records, received, groups, path, anomalous, suspect, direction, verdict, passed } = sight;
  const { flagBound, suspectBound } = nodes.columns;
  await kernels.forestScore({
    forests,
    records,
    groups: { ...groups, slots: groups.slots.map(forestOf) },
    out: path,
  });
  const boundsIn = (column: Uint32Array) => groups.slots.map((node) => column[node]!);
  await kernels.mark({ values: path, groups, bounds: boundsIn(flagBound), side: 'below', out: anomalous });
  await kernels.mark({ values: path, groups, bounds: boundsIn(suspectBound), side: 'below', out: suspect });
  await kernels.directions({ records, features, groups: received, ...frame, out: direction });
  await kernels.judge({
    groups,
    features,
    anomalous,
    suspect,
    proposesSuspects: parameters.signatures.propose === 'suspect',
    ...(await matched(cycle, sight)),
    directions: direction,
    verdicts: verdict,
    passed,
  });
}

/** The columns of matches that were written: with the blacklist, and with what nodes propose themselves. */
async function matched(cycle: Cycle, sight: Sight): Promise<Partial<Pick<Sight, 'listed' | 'provisional'>>> {
  const { blacklist, provisional } = cycle;
  const { groups, listed } = sight;
  const found: { -readonly [K in 'listed' | 'provisional']?: Int32Array } = {};
  if (blacklist.size > 0) {
    await match(cycle, sight, groups, blacklist.directions(), blacklist.applies(groups.slots), listed);
    found.listed = listed;
  }
  // Node by node: each has a few proposals of its own, all of them together may have many.
  for (const [g, node] of provisional.size === 0 ? [] : groups.slots.entries()) {
    const signatures = provisional.get(node);
    if (signatures === undefined) continue;
    const group = {
      slots: Uint32Array.of(node),
      starts: Uint32Array.of(groups.starts[g]!),
      lengths: Uint32Array.of(groups.lengths[g]!),
    };
    const applies = new Uint8Array(signatures.length / cycle.features).fill(1);
    await match(cycle, sight, group, signatures, applies, sight.provisional);
    found.provisional = sight.provisional;
  }
  return found;
}

/**
 * Matches directions with signatures. `out` takes the index of the first that matches, or −1.
 *
 * @param applies [groups, signatures] 1 where the group applies a signature
 */
async function match(
  { kernels, features, limits, parameters }: Cycle,
  { direction, suspect }: Pick<Sight, 'direction' | 'suspect'>,
  groups: Groups,
  signatures: Int8Array,
  applies: Uint8Array,
  out: Int32Array,
): Promise<void> {
  await kernels.firstMatch({
    rows: direction,
    groups: { ...groups, slots: Uint32Array.from(groups.slots.keys()) },
    features,
    signatures,
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: suspect } : {}),
    applies,
    out,
  });
}
