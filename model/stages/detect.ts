import type { Groups } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';
import { forEachRow } from './records.js';

/**
 * Detect: every node scores its records with its forest (Liu, Ting, Zhou 2008), compares path sums with its bounds,
 * and matches directions with the signatures that it applies.
 */
export function detect(cycle: Cycle): void {
  const { kernels, nodes, forests, forestOf, records, features, frame, counters } = cycle;
  const { batch, groups, path, direction } = records;
  const { flagBound, suspectBound } = nodes.columns;
  kernels.forestScore({
    forests,
    records: batch.records,
    groups: { ...groups, slots: groups.slots.map(forestOf) },
    out: path,
  });
  forEachRow(records, (node, row) => {
    records.anomalous[row] = path[row]! < flagBound[node]! ? 1 : 0;
    records.suspect[row] = path[row]! < suspectBound[node]! ? 1 : 0;
  });
  kernels.directions({
    records: batch.records,
    features,
    groups: records.received,
    ...frame,
    out: direction,
  });
  matchBlacklist(cycle);
  forEachRow(records, (_, row) => {
    const listed = records.listed[row]! >= 0 ? 1 : 0;
    records.flagged[row] = records.anomalous[row]! | listed | records.provisional[row]!;
    counters.add('seen');
    counters.add('flagged', records.flagged[row]!);
    counters.add('listed', listed);
  });
}

function matchBlacklist(cycle: Cycle): void {
  const { records, blacklist } = cycle;
  listedBy(cycle, records.direction, records.groups, records.suspect, records.listed);
  records.listed.forEach((match, row) => {
    if (match < blacklist.size) return;
    records.listed[row] = -1;
    records.provisional[row] = 1;
  });
}

/**
 * Matches directions with what nodes apply: the entries of their blacklists, then, where the scenario says so, their
 * own pending proposals. `out` takes the index of the first match, or −1.
 */
function listedBy(cycle: Cycle, rows: Int8Array, groups: Groups, suspect: Uint8Array, out: Int32Array): void {
  const { kernels, features, limits, blacklist, parameters, provisional } = cycle;
  const width = blacklist.size + provisional.length;
  if (width === 0) return;
  const signatures = new Int8Array(width * features);
  signatures.set(blacklist.directions());
  const applies = blacklist.applies(width);
  for (const [p, { proposal, authors }] of provisional.entries()) {
    signatures.set(proposal.signature.direction, (blacklist.size + p) * features);
    for (const author of authors) applies[author * width + blacklist.size + p] = 1;
  }
  kernels.firstMatch({
    rows,
    groups,
    features,
    signatures,
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: suspect } : {}),
    applies,
    out,
  });
}

/** Which of these records would a node flag now? [rows] 1 where it would. */
export function flags(cycle: Cycle, node: number, records: Uint16Array): Uint8Array {
  const { kernels, nodes, forests, forestOf, features, frame } = cycle;
  const rows = records.length / features;
  const group = { slots: Uint32Array.of(node), starts: Uint32Array.of(0), lengths: Uint32Array.of(rows) };
  const path = new Uint32Array(rows);
  kernels.forestScore({
    forests,
    records,
    groups: { ...group, slots: Uint32Array.of(forestOf(node)) },
    out: path,
  });
  const flagged = Uint8Array.from(path, (sum) => (sum < nodes.columns.flagBound[node]! ? 1 : 0));
  const direction = new Int8Array(records.length);
  kernels.directions({ records, features, groups: group, ...frame, out: direction });
  const suspect = Uint8Array.from(path, (sum) => (sum < nodes.columns.suspectBound[node]! ? 1 : 0));
  const listed = new Int32Array(rows).fill(-1);
  listedBy(cycle, direction, group, suspect, listed);
  return flagged.map((own, row) => (listed[row]! >= 0 ? 1 : own));
}
