import type { Cycle } from '../cycle.js';
import { forEachRow } from './records.js';

/**
 * Detect: every node scores its records with its forest (Liu, Ting, Zhou 2008), compares path sums with its bounds,
 * and matches directions with the blacklist entries that it applies.
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
    records.flagged[row] = records.anomalous[row]! | listed;
    counters.add('seen');
    counters.add('flagged', records.flagged[row]!);
    counters.add('listed', listed);
  });
}

function matchBlacklist({ kernels, records, features, limits, blacklist, parameters }: Cycle): void {
  if (blacklist.size === 0) return;
  kernels.firstMatch({
    rows: records.direction,
    groups: records.groups,
    features,
    signatures: blacklist.directions(),
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: records.suspect } : {}),
    applies: blacklist.applies(),
    out: records.listed,
  });
}

/** Which of these records would a node flag now? [rows] 1 where it would. */
export function flags(cycle: Cycle, node: number, records: Uint16Array): Uint8Array {
  const { kernels, nodes, forests, forestOf, features, frame, limits, blacklist, parameters } = cycle;
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
  if (blacklist.size === 0) return flagged;
  const direction = new Int8Array(records.length);
  kernels.directions({ records, features, groups: group, ...frame, out: direction });
  const listed = new Int32Array(rows).fill(-1);
  kernels.firstMatch({
    rows: direction,
    groups: group,
    features,
    signatures: blacklist.directions(),
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated'
      ? { gate: Uint8Array.from(path, (sum) => (sum < nodes.columns.suspectBound[node]! ? 1 : 0)) }
      : {}),
    applies: blacklist.applies(),
    out: listed,
  });
  return flagged.map((own, row) => (listed[row]! >= 0 ? 1 : own));
}
