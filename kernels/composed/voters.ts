/** The rows that nodes compare proposals with, brought together on the host, and the runs that they belong to. */
import type { CastVotes } from '../kernels.js';
import { runsOf } from '../matching/votes.js';
import type { Slice } from './slices.js';

export interface NodeRows {
  /** [rows, F] those that can match; at least one, of zeros, which matches nothing. */
  readonly values: Float32Array;
  /** [rows] the run of each. */
  readonly runs: Float32Array;
  /** [runs] the node of each, counted from the slice's first; a run of suspects has the number of nodes added. */
  readonly sides: Float32Array;
  /** [nodes] periods that a window spans. */
  readonly spans: number[];
}

/** A period is one run here also where the ring cuts it; the suspects of a node are one run more. */
export function rowsOf({ features, windows, suspects }: CastVotes, { from, to }: Slice): NodeRows {
  const { groups, periods, gate } = windows;
  const rows: { of: Int8Array; row: number; run: number }[] = [];
  const sides: number[] = [];
  const spans: number[] = [];
  for (let n = from; n < to; n++) {
    const { starts, cut, spans: spanned } = runsOf(periods, groups.starts[n]!, groups.lengths[n]!);
    const firstRun = sides.length;
    for (let i = 0; i + 1 < starts.length; i++) {
      const isRestOfFirst = cut && i + 2 === starts.length;
      const run = isRestOfFirst ? firstRun : firstRun + i;
      for (let row = starts[i]!; row < starts[i + 1]!; row++) {
        if (gate === undefined || gate[row] !== 0) rows.push({ of: windows.rows, row, run });
      }
    }
    for (let i = 0; i < spanned; i++) sides.push(n - from);
    spans.push(spanned);
    if (suspects === undefined) continue;
    const start = suspects.groups.starts[n]!;
    for (let row = start; row < start + suspects.groups.lengths[n]!; row++)
      rows.push({ of: suspects.rows, row, run: sides.length });
    sides.push(to - from + n - from);
  }
  if (sides.length === 0) sides.push(0);
  const values = new Float32Array(Math.max(1, rows.length) * features);
  for (const [i, { of, row }] of rows.entries()) {
    for (let f = 0; f < features; f++) values[i * features + f] = of[row * features + f]!;
  }
  const runs = new Float32Array(Math.max(1, rows.length));
  for (const [i, { run }] of rows.entries()) runs[i] = run;
  return { values, runs, sides: Float32Array.from(sides), spans };
}
