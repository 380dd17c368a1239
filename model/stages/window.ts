import type { Attribute, Groups, Window } from '../../kernels/index.js';
import type { Cycle, StepRecords } from '../cycle.js';
import { meanwhile } from '../residence.js';
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
export async function purge(cycle: Cycle, learners: ReadonlySet<number>): Promise<void> {
  const { kernels, nodes, blacklist, parameters, counters } = cycle;
  if (learners.size === 0 || blacklist.size === 0) return;
  const of = Uint32Array.from(learners).sort();
  const drop = new Uint8Array(nodes.size * parameters.detector.window);
  const dropped = new Uint32Array(of.length);
  await meanwhile(kernels, [drop], async () => {
    await markListed(cycle, of, drop);
    await kernels.windowPurge({
      window: windowOf(cycle),
      slots: of,
      drop,
      attributes: attributesOf(cycle, cycle.records),
      dropped,
    });
  });
  counters.add(
    'purged',
    dropped.reduce((sum, rows) => sum + rows, 0),
  );
}

/** Indices of matches are below; −1, which stands for none, is above where it is read without its sign. */
const NO_MATCH = 0x8000_0000;

/** `drop` [nodes, W] takes a 1 where a record in the window of one of these nodes matches what the node applies. */
async function markListed(cycle: Cycle, of: Uint32Array, drop: Uint8Array): Promise<void> {
  const { kernels, nodes, features, limits, blacklist, parameters } = cycle;
  const { windowDirection, windowSuspect, windowCount } = nodes.columns;
  const signatures = blacklist.directions();
  for (const { slots, from, to } of spansOf(of, parameters.detector.window)) {
    const { starts, lengths } = slabs(slots, parameters.detector.window, windowCount);
    const groups: Groups = {
      slots: Uint32Array.from(slots.keys()),
      starts: starts.map((start) => start - from),
      lengths,
    };
    const matched = new Int32Array(to - from);
    await meanwhile(kernels, [matched], async () => {
      await kernels.firstMatch({
        rows: windowDirection.subarray(from * features, to * features),
        groups,
        features,
        signatures,
        bound: limits.similarity,
        ...(parameters.signatures.match === 'gated' ? { gate: windowSuspect.subarray(from, to) } : {}),
        applies: blacklist.applies(slots),
        out: matched,
      });
      await kernels.mark({
        values: new Uint32Array(matched.buffer),
        groups,
        bounds: new Uint32Array(slots.length).fill(NO_MATCH),
        side: 'below',
        out: drop.subarray(from, to),
      });
    });
  }
}

/** Rows of windows that are compared with a blacklist at a time. */
const SPAN = 1 << 20;

/** Cuts ascending `nodes` where their windows, and what lies between, span more than `SPAN` rows: `from` … `to` − 1. */
function* spansOf(
  nodes: Uint32Array,
  capacity: number,
): Generator<{ readonly slots: Uint32Array; readonly from: number; readonly to: number }> {
  for (let first = 0; first < nodes.length; ) {
    const from = nodes[first]! * capacity;
    let next = first + 1;
    while (next < nodes.length && (nodes[next]! + 1) * capacity - from <= SPAN) next++;
    yield { slots: nodes.subarray(first, next), from, to: (nodes[next - 1]! + 1) * capacity };
    first = next;
  }
}

/** Unflagged records enter the windows, suspects the memories. */
export async function remember(cycle: Cycle, records: StepRecords = cycle.records): Promise<void> {
  // Neither writes what the other reads: a device answers both at once.
  await Promise.all([rememberSuspects(cycle, records), append(cycle, records)]);
}

/** Asynchronous also where the kernel throws at once: whoever waits for it beside others hears of all failures. */
async function append(cycle: Cycle, records: StepRecords): Promise<void> {
  await cycle.kernels.windowAppend({
    window: windowOf(cycle),
    records: records.batch.records,
    groups: records.received,
    gate: records.passed,
    attributes: attributesOf(cycle, records),
  });
}

/** Each node remembers the strongest of its suspects, and none longer than a proposal may wait for votes. */
async function rememberSuspects(
  { kernels, nodes, features, parameters }: Cycle,
  records: StepRecords,
): Promise<void> {
  const { suspectCount, suspectPath, suspectPeriod, suspectDirection } = nodes.columns;
  const capacity = parameters.detector.suspects;
  const oldest = Math.max(0, records.now - parameters.consensus.ttl);
  const keep = new Uint8Array(suspectPeriod.length);
  await meanwhile(kernels, [keep], async () => {
    const held = slabs(records.groups.slots, capacity, suspectCount);
    await kernels.mark({
      values: suspectPeriod,
      groups: held,
      bounds: new Uint32Array(held.slots.length).fill(oldest),
      side: 'from',
      out: keep,
    });
    await kernels.strongest({
      memory: { capacity, sums: suspectPath, counts: suspectCount },
      pathSums: records.path,
      groups: records.groups,
      gate: records.suspect,
      keep,
      attributes: [
        { width: features, stored: suspectDirection, incoming: records.direction },
        { width: 1, stored: suspectPeriod, incoming: records.period },
      ],
    });
  });
}
