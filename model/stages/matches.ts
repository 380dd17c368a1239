import type { Groups } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';

/** How often signatures match the windows of some nodes, [nodes, signatures] each. */
export interface WindowMatches {
  /** Records that match. */
  readonly records: Uint32Array;
  /** Periods (steps) in which a record came that matches. */
  readonly periods: Uint32Array;
  /** [nodes] records and periods that a window holds. */
  readonly held: Uint32Array;
  readonly spans: Uint32Array;
}

/** Compares windows with signatures; gated as matches are. A window's rows are taken in runs of one period each. */
export function windowMatches(cycle: Cycle, of: Uint32Array, signatures: Int8Array): WindowMatches {
  const { kernels, nodes, features, limits, parameters } = cycle;
  const { windowDirection, windowCount, windowSuspect, windowPeriod } = nodes.columns;
  const capacity = parameters.detector.window;
  const M = signatures.length / features;
  const runs = runsOf(of, capacity, windowCount, windowPeriod);
  const out = new Uint32Array(runs.groups.slots.length * M);
  kernels.matchCounts({
    rows: windowDirection,
    groups: runs.groups,
    features,
    signatures,
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: windowSuspect } : {}),
    out,
  });
  const records = new Uint32Array(of.length * M);
  const periods = new Uint32Array(of.length * M);
  for (let i = 0; i < of.length; i++) {
    for (let run = runs.first[i]!; run < runs.first[i + 1]!; run++) {
      const other = runs.sameAs[run]!;
      for (let m = 0; m < M; m++) {
        const matches = out[run * M + m]!;
        if (matches === 0) continue;
        records[i * M + m]! += matches;
        if (other === run || out[other * M + m] === 0) periods[i * M + m]!++;
      }
    }
  }
  return { records, periods, held: of.map((node) => windowCount[node]!), spans: runs.spans };
}

/**
 * Whether a signature would flag a node's normal traffic: it matches more than a share of the window, in more than a
 * share of the steps that the window spans. Shares in parts per million; `at` is the index of a pair.
 */
export function isNormal(
  matches: WindowMatches,
  node: number,
  at: number,
  share: number,
  persistence: number,
): boolean {
  return (
    matches.records[at]! * 1_000_000 > share * matches.held[node]! &&
    matches.periods[at]! * 1_000_000 > persistence * matches.spans[node]!
  );
}

interface Runs {
  /** Runs of rows of one period, node by node. */
  readonly groups: Groups;
  /** [nodes + 1] first run of each node. */
  readonly first: Uint32Array;
  /** [nodes] periods of each window. */
  readonly spans: Uint32Array;
  /** [runs] the run itself, or the first of its window where both hold one period: a ring may cut one in two. */
  readonly sameAs: Uint32Array;
}

function runsOf(of: Uint32Array, capacity: number, counts: Uint32Array, period: Uint32Array): Runs {
  const first = countRuns(of, capacity, counts, period);
  const total = first[of.length]!;
  const starts = new Uint32Array(total);
  const lengths = new Uint32Array(total);
  const slots = new Uint32Array(total);
  const sameAs = new Uint32Array(total);
  const spans = new Uint32Array(of.length);
  for (let i = 0, run = 0; i < of.length; i++) {
    const from = of[i]! * capacity;
    const end = from + counts[of[i]!]!;
    for (let row = from; row < end; run++) {
      const start = row;
      while (row < end && period[row] === period[start]) row++;
      const isCut = start > from && period[start] === period[from];
      sameAs[run] = isCut ? first[i]! : run;
      if (!isCut) spans[i]!++;
      starts[run] = start;
      lengths[run] = row - start;
      slots[run] = of[i]!;
    }
  }
  return { groups: { slots, starts, lengths }, first, spans, sameAs };
}

/** [nodes + 1] the first run of each node's window, and behind the last the number of all. */
function countRuns(of: Uint32Array, capacity: number, counts: Uint32Array, period: Uint32Array): Uint32Array {
  const first = new Uint32Array(of.length + 1);
  for (let i = 0, runs = 0; i < of.length; i++) {
    const from = of[i]! * capacity;
    const end = from + counts[of[i]!]!;
    for (let row = from; row < end; row++) if (row === from || period[row] !== period[row - 1]) runs++;
    first[i + 1] = runs;
  }
  return first;
}

/** [nodes, signatures] how many of each node's suspects match. */
export function suspectMatches(cycle: Cycle, of: Uint32Array, signatures: Int8Array): Uint32Array {
  const { kernels, nodes, features, limits, parameters } = cycle;
  const { suspectDirection, suspectCount } = nodes.columns;
  const out = new Uint32Array((of.length * signatures.length) / features);
  const groups = slabs(of, parameters.detector.suspects, suspectCount);
  kernels.matchCounts({
    rows: suspectDirection,
    groups,
    features,
    signatures,
    bound: limits.similarity,
    out,
  });
  return out;
}

/** [entries, signatures] 1 where a blacklist entry is similar. */
export function threatMatches(cycle: Cycle, signatures: Int8Array): Uint32Array {
  const { kernels, blacklist, features, limits } = cycle;
  const entries = blacklist.size;
  const out = new Uint32Array((entries * signatures.length) / features);
  const each = Uint32Array.from({ length: entries }, (_, e) => e);
  const groups = { slots: each, starts: each, lengths: new Uint32Array(entries).fill(1) };
  kernels.matchCounts({
    rows: blacklist.directions(),
    groups,
    features,
    signatures,
    bound: limits.similarity,
    out,
  });
  return out;
}

/** Groups over a column of slabs: node i's rows start at i · capacity. */
export const slabs = (of: Uint32Array, capacity: number, counts: Uint32Array): Groups => ({
  slots: of,
  starts: of.map((node) => node * capacity),
  lengths: of.map((node) => counts[node]!),
});
