/**
 * Votes: every node compares every proposal with what it knows. It rejects what it would flag in its own normal
 * traffic, confirms what it had reason to confirm before or what a suspect of its own matches, and abstains otherwise.
 */
import type { Groups } from '../groups.js';
import { Vote } from '../tally.js';
import { checkBound } from './bound.js';

export interface CastVotes {
  readonly features: number;
  /** [P, F] the proposals' directions. */
  readonly signatures: Int8Array;
  /** A direction matches a proposal when their dot product reaches it. */
  readonly bound: number;
  /**
   * The nodes' windows: group n holds node n's records. Rows of one period lie together, but for the first and the
   * last of a window, which may be parts of one (a ring).
   */
  readonly windows: {
    /** Rows of F int8. */
    readonly rows: Int8Array;
    readonly groups: Groups;
    /** One entry a row: when it came. */
    readonly periods: Uint32Array;
    /** One entry a row: rows with 0 never match. */
    readonly gate?: Uint8Array;
  };
  /** The nodes' remembered suspects, in the same order of nodes; none where absent. */
  readonly suspects?: { readonly rows: Int8Array; readonly groups: Groups };
  /** Parts per million: a proposal is normal traffic of a node where it matches more than this share of its window … */
  readonly tolerated: number;
  /** … and in more than this share of the periods that the window spans. */
  readonly persistence: number;
  /** [P, N] what a node says before it looks: abstain, confirm, or unreached for one that has no vote. */
  readonly prior: Uint8Array;
  /** [P, N] its vote then (see `Vote`). */
  readonly out: Uint8Array;
}

/** A window's runs of rows of one period each. */
export interface Runs {
  /** First row of each run, and behind the last the window's end. */
  readonly starts: number[];
  /** Whether the last run is of the first one's period: a ring may cut one in two. */
  readonly cut: boolean;
  /** Periods that the window spans. */
  readonly spans: number;
}

export function runsOf(periods: Uint32Array, start: number, length: number): Runs {
  const end = start + length;
  const starts: number[] = [];
  for (let row = start; row < end; row++) {
    if (row === start || periods[row] !== periods[row - 1]) starts.push(row);
  }
  const count = starts.length;
  const cut = count > 1 && periods[start] === periods[end - 1];
  starts.push(end);
  return { starts, cut, spans: cut ? count - 1 : count };
}

/** The largest whole number that is not more than a share, in parts per million, of `of`. */
export const most = (share: number, of: number): number => Math.floor((share * of) / 1_000_000);

/** Rows from … to − 1 that match. */
function matches(
  rows: Int8Array,
  from: number,
  to: number,
  job: CastVotes,
  p: number,
  gate?: Uint8Array,
): number {
  const { features, signatures, bound } = job;
  let count = 0;
  for (let row = from; row < to; row++) {
    if (gate !== undefined && gate[row] === 0) continue;
    let dot = 0;
    for (let f = 0; f < features; f++) dot += rows[row * features + f]! * signatures[p * features + f]!;
    if (dot >= bound) count++;
  }
  return count;
}

/** Reference of `Kernels.castVotes`. @throws RangeError where the bound is no integer from 1 */
export function castVotes(job: CastVotes): void {
  const { features, signatures, bound, windows, suspects, tolerated, persistence, prior, out } = job;
  checkBound(bound);
  const nodes = windows.groups.slots.length;
  for (let n = 0; n < nodes; n++) {
    const held = windows.groups.lengths[n]!;
    const { starts, cut, spans } = runsOf(windows.periods, windows.groups.starts[n]!, held);
    for (let p = 0; p < signatures.length / features; p++) {
      const at = p * nodes + n;
      if (prior[at] === Vote.unreached) {
        out[at] = Vote.unreached;
        continue;
      }
      let [records, periods, inFirst] = [0, 0, 0];
      for (let run = 0; run + 1 < starts.length; run++) {
        const found = matches(windows.rows, starts[run]!, starts[run + 1]!, job, p, windows.gate);
        const isRestOfFirst = cut && run + 2 === starts.length;
        records += found;
        if (run === 0) inFirst = found;
        if (found > 0 && !(isRestOfFirst && inFirst > 0)) periods++;
      }
      if (records > most(tolerated, held) && periods > most(persistence, spans)) {
        out[at] = Vote.reject;
        continue;
      }
      const start = suspects?.groups.starts[n] ?? 0;
      const isSuspect =
        suspects !== undefined &&
        matches(suspects.rows, start, start + suspects.groups.lengths[n]!, job, p) > 0;
      out[at] = prior[at] === Vote.confirm || isSuspect ? Vote.confirm : Vote.abstain;
    }
  }
}
