import type { Groups } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';

/**
 * Detect: every node scores its records with its forest (Liu, Ting, Zhou 2008), compares path sums with its bounds,
 * and matches directions with the signatures that it applies.
 */
export async function detect(cycle: Cycle): Promise<void> {
  const { kernels, nodes, forests, forestOf, records, features, frame } = cycle;
  const { batch, groups, path, direction } = records;
  const { flagBound, suspectBound } = nodes.columns;
  await kernels.forestScore({
    forests,
    records: batch.records,
    groups: { ...groups, slots: groups.slots.map(forestOf) },
    out: path,
  });
  for (let g = 0; g < groups.slots.length; g++) {
    const [flag, suspect] = [flagBound[groups.slots[g]!]!, suspectBound[groups.slots[g]!]!];
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      records.anomalous[row] = path[row]! < flag ? 1 : 0;
      records.suspect[row] = path[row]! < suspect ? 1 : 0;
    }
  }
  await kernels.directions({
    records: batch.records,
    features,
    groups: records.received,
    ...frame,
    out: direction,
  });
  await matchBlacklist(cycle);
  judge(cycle);
}

/** A record is flagged by its node's forest, its blacklist, or what its node applies meanwhile. */
function judge({ records, counters }: Cycle): void {
  const { groups, anomalous, provisional, flagged } = records;
  const counts = { seen: 0, flagged: 0, listed: 0 };
  for (let g = 0; g < groups.slots.length; g++) {
    const end = groups.starts[g]! + groups.lengths[g]!;
    for (let row = groups.starts[g]!; row < end; row++) {
      const listed = records.listed[row]! >= 0 ? 1 : 0;
      const flag = anomalous[row]! | listed | provisional[row]!;
      flagged[row] = flag;
      counts.flagged += flag;
      counts.listed += listed;
    }
    counts.seen += groups.lengths[g]!;
  }
  counters.add('seen', counts.seen);
  counters.add('flagged', counts.flagged);
  counters.add('listed', counts.listed);
}

async function matchBlacklist(cycle: Cycle): Promise<void> {
  const { records, blacklist, provisional } = cycle;
  const { direction, groups, suspect, listed } = records;
  if (blacklist.size > 0)
    await match(cycle, records, groups, blacklist.directions(), blacklist.applies(), listed);
  if (provisional.size === 0) return;
  const own = new Int32Array(listed.length).fill(-1);
  for (const [g, node] of groups.slots.entries()) {
    const signatures = provisional.get(node);
    if (signatures === undefined) continue;
    await match(
      cycle,
      { direction, suspect },
      oneGroup(groups.starts[g]!, groups.lengths[g]!),
      signatures,
      undefined,
      own,
    );
  }
  own.forEach((found, row) => {
    if (found >= 0 && listed[row]! < 0) records.provisional[row] = 1;
  });
}

/**
 * Matches directions with signatures. `out` takes the index of the first that matches, or −1.
 *
 * @param applies [slots, signatures] 1 where a group's slot applies a signature; all do when left out
 */
async function match(
  { kernels, features, limits, parameters }: Cycle,
  { direction, suspect }: { readonly direction: Int8Array; readonly suspect: Uint8Array },
  groups: Groups,
  signatures: Int8Array,
  applies: Uint8Array | undefined,
  out: Int32Array,
): Promise<void> {
  await kernels.firstMatch({
    rows: direction,
    groups,
    features,
    signatures,
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: suspect } : {}),
    applies: applies ?? new Uint8Array(signatures.length / features).fill(1),
    out,
  });
}

const oneGroup = (start: number, length: number, slot = 0): Groups => ({
  slots: Uint32Array.of(slot),
  starts: Uint32Array.of(start),
  lengths: Uint32Array.of(length),
});

/**
 * Which of these records would a node flag now? [rows] 1 where it would. Costs one node's work, whatever their number:
 * it is asked of all nodes in turn.
 */
export async function flags(cycle: Cycle, node: number, records: Uint16Array): Promise<Uint8Array> {
  const { kernels, nodes, forests, forestOf, features, frame, blacklist, provisional } = cycle;
  const { fitted, flagBound, suspectBound } = nodes.columns;
  const rows = records.length / features;
  // Without a forest a node detects nothing, whatever its blacklist holds.
  if (fitted[node] === 0) return new Uint8Array(rows);
  const path = new Uint32Array(rows);
  await kernels.forestScore({ forests, records, groups: oneGroup(0, rows, forestOf(node)), out: path });
  const direction = new Int8Array(records.length);
  await kernels.directions({ records, features, groups: oneGroup(0, rows, node), ...frame, out: direction });
  const flagged = path.map((sum) => (sum < flagBound[node]! ? 1 : 0));
  const suspect = Uint8Array.from(path, (sum) => (sum < suspectBound[node]! ? 1 : 0));
  const listed = new Int32Array(rows);
  for (const signatures of [blacklist.directions(blacklist.appliedBy(node)), provisional.get(node)]) {
    if (signatures === undefined || signatures.length === 0) continue;
    await match(cycle, { direction, suspect }, oneGroup(0, rows), signatures, undefined, listed);
    listed.forEach((found, row) => {
      if (found >= 0) flagged[row] = 1;
    });
  }
  return Uint8Array.from(flagged);
}
