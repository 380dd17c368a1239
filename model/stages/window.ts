import type { Attribute, Groups, Window } from '../../kernels/index.js';
import { strongest, windowAppend, windowPurge } from '../../kernels/index.js';
import type { Cycle, StepRecords } from '../cycle.js';
import { slabs } from './matches.js';

const windowOf = ({ nodes, features, parameters }: Cycle): Window => ({
  capacity: parameters.detector.window,
  features,
  rows: nodes.columns.window,
  counts: nodes.columns.windowCount,
  heads: nodes.columns.windowHead,
});

/** What a window keeps beside each record. */
function attributesOf({ nodes, features }: Cycle, records: StepRecords): Attribute[] {
  const { windowDirection, windowPeriod, windowSuspect } = nodes.columns;
  return [
    { width: features, stored: windowDirection, incoming: records.direction },
    { width: 1, stored: windowPeriod, incoming: records.period },
    { width: 1, stored: windowSuspect, incoming: records.suspect },
  ];
}

/** Nodes that apply a new entry remove the records that match their blacklist from their windows. */
export function purge(cycle: Cycle, learners: ReadonlySet<number>): void {
  const { kernels, nodes, features, limits, blacklist, parameters, counters } = cycle;
  if (learners.size === 0 || blacklist.size === 0) return;
  const { windowDirection, windowSuspect, windowCount } = nodes.columns;
  const of = Uint32Array.from(learners).sort();
  const matched = new Int32Array(nodes.size * parameters.detector.window).fill(-1);
  kernels.firstMatch({
    rows: windowDirection,
    groups: slabs(of, parameters.detector.window, windowCount),
    features,
    signatures: blacklist.directions(),
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: windowSuspect } : {}),
    applies: blacklist.applies(),
    out: matched,
  });
  const drop = new Uint8Array(matched.length);
  for (let row = 0; row < matched.length; row++) if (matched[row]! >= 0) drop[row] = 1;
  counters.add(
    'purged',
    windowPurge({ window: windowOf(cycle), slots: of, drop, attributes: attributesOf(cycle, cycle.records) }),
  );
}

/** Unflagged records enter the windows, suspects the memories. */
export function remember(cycle: Cycle, records: StepRecords = cycle.records): void {
  rememberSuspects(cycle, records);
  windowAppend({
    window: windowOf(cycle),
    records: records.batch.records,
    groups: unflagged(records),
    attributes: attributesOf(cycle, records),
  });
}

/** Each node remembers the strongest of its suspects, and none longer than a proposal may wait for votes. */
function rememberSuspects({ nodes, features, parameters }: Cycle, records: StepRecords): void {
  const { suspectCount, suspectPath, suspectPeriod, suspectDirection } = nodes.columns;
  const keep = new Uint8Array(suspectPeriod.length);
  for (let i = 0; i < keep.length; i++)
    keep[i] = suspectPeriod[i]! + parameters.consensus.ttl >= records.now ? 1 : 0;
  strongest({
    memory: { capacity: parameters.detector.suspects, sums: suspectPath, counts: suspectCount },
    pathSums: records.path,
    groups: records.groups,
    gate: records.suspect,
    keep,
    attributes: [
      { width: features, stored: suspectDirection, incoming: records.direction },
      { width: 1, stored: suspectPeriod, incoming: records.period },
    ],
  });
}

/** The runs of unflagged rows, in order, each a group of its node. */
function unflagged({ received, flagged }: StepRecords): Groups {
  const slots: number[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  received.slots.forEach((node, g) => {
    const end = received.starts[g]! + received.lengths[g]!;
    for (let row = received.starts[g]!; row < end; row++) {
      if (flagged[row] === 1) continue;
      const from = row;
      while (row < end && flagged[row] === 0) row++;
      slots.push(node);
      starts.push(from);
      lengths.push(row - from);
    }
  });
  return {
    slots: Uint32Array.from(slots),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
  };
}
