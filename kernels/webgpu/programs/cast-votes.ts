import { reachableBound } from '../../matching/bound.js';
import type { CastVotes } from '../../matching/votes.js';
import { Vote } from '../../tally.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { productOf } from './products.js';
import { LANES } from './rows.js';

/** Votes as they are where a window rejects nothing. Items are [N, P]: neighbours look at the same rows. */
const confirming = program({
  name: 'castVotes.suspects',
  columns: {
    signatures: 'i8 in',
    rows: 'i8 in?',
    starts: 'u32 in?',
    lengths: 'u32 in?',
    prior: 'u8 in',
    out: 'u8 out',
  },
  parameters: ['features', 'bound', 'nodes', 'proposals'],
  lanes: 1,
  code: `
${productOf('rows', 'signatures')}
fn is_suspect(n: u32, p: u32) -> bool {
  if (!has_rows()) { return false; }
  for (var i = 0u; i < lengths(n); i++) {
    if (product((starts(n) + i) * features(), p * features()) >= i32(bound())) { return true; }
  }
  return false;
}
fn run(item: u32) {
  let n = item / proposals();
  let p = item % proposals();
  let at = p * nodes() + n;
  var vote = prior(at);
  if (vote == ${Vote.abstain}u && is_suspect(n, p)) { vote = ${Vote.confirm}u; }
  set_out(at, vote);
}`,
});

/**
 * Rejections. Each lane takes rows that lie together. What it sees of runs: those that begin and end within its rows it
 * counts; of the one that goes on into its rows, and of the last that begins there, it says whether they match.
 */
const rejecting = program({
  name: 'castVotes.windows',
  columns: {
    signatures: 'i8 in',
    rows: 'i8 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    periods: 'u32 in',
    gate: 'u8 in?',
    out: 'u8 inout',
  },
  parameters: ['features', 'bound', 'nodes', 'proposals', 'tolerated', 'persistence'],
  lanes: LANES,
  code: `
const HEAD = 1u;
const BREAKS = 2u;
const TAIL = 4u;
var<workgroup> edges: array<u32, ${LANES}>;
var<workgroup> records: atomic<u32>;
var<workgroup> whole: atomic<u32>;
var<workgroup> runs: atomic<u32>;
// Rows are counted from one, so that 0 is none; maxima, since workgroup memory begins with zeros.
var<workgroup> last_match: atomic<u32>;
var<workgroup> last_run: atomic<u32>;
// Likewise, but counted down from the window's end.
var<workgroup> first_match: atomic<u32>;
var<workgroup> second_run: atomic<u32>;
${productOf('rows', 'signatures')}
// floor(share * all / 10^6) for shares up to 10^6, no step of which passes 32 bits.
fn most(share: u32, all: u32) -> u32 {
  let rest = all % 1000000u;
  return share * (all / 1000000u) + (share / 1000u * rest + share % 1000u * rest / 1000u) / 1000u;
}
fn look(p: u32, start: u32, held: u32, lane: u32) {
  let each = (held + ${LANES - 1}u) / ${LANES}u;
  var edge = 0u;
  var hit = false;
  for (var i = lane * each; i < min(held, (lane + 1u) * each); i++) {
    let row = start + i;
    if (i == 0u || periods(row) != periods(row - 1u)) {
      atomicAdd(&runs, 1u);
      atomicMax(&last_run, i + 1u);
      if (i > 0u) { atomicMax(&second_run, held - i); }
      if ((edge & BREAKS) == 0u) { edge |= select(0u, HEAD, hit); }
      else if (hit) { atomicAdd(&whole, 1u); }
      edge |= BREAKS;
      hit = false;
    }
    if (has_gate() && gate(row) == 0u) { continue; }
    if (product(row * features(), p * features()) < i32(bound())) { continue; }
    hit = true;
    atomicAdd(&records, 1u);
    atomicMax(&last_match, i + 1u);
    atomicMax(&first_match, held - i);
  }
  if (hit) { edge |= select(HEAD, TAIL, (edge & BREAKS) != 0u); }
  edges[lane] = edge;
}
fn matching_periods(is_cut: bool) -> u32 {
  var count = atomicLoad(&whole);
  var open = 0u;
  for (var l = 0u; l < ${LANES}u; l++) {
    let edge = edges[l];
    open |= edge & HEAD;
    if ((edge & BREAKS) == 0u) { continue; }
    count += open;
    open = select(0u, 1u, (edge & TAIL) != 0u);
  }
  count += open;
  let in_first = atomicLoad(&first_match) > atomicLoad(&second_run);
  let in_last = atomicLoad(&last_match) >= atomicLoad(&last_run);
  return count - select(0u, 1u, is_cut && in_first && in_last);
}
fn run(item: u32, lane: u32) {
  let n = item / proposals();
  let p = item % proposals();
  let at = p * nodes() + n;
  let start = starts(n);
  let held = lengths(n);
  let votes = out(at) != ${Vote.unreached}u;
  if (votes) { look(p, start, held, lane); }
  workgroupBarrier();
  if (lane > 0u || !votes) { return; }
  let count = atomicLoad(&records);
  if (count <= most(tolerated(), held)) { return; }
  let all = atomicLoad(&runs);
  let is_cut = all > 1u && periods(start) == periods(start + held - 1u);
  let spans = all - select(0u, 1u, is_cut);
  if (matching_periods(is_cut) > most(persistence(), spans)) { set_out(at, ${Vote.reject}u); }
}`,
});

/** A share of all is never passed, nor is a larger one. */
const atMostAll = (share: number): number => Math.min(share, 1_000_000);

/** `Kernels.castVotes`: what suspects say, a thread a pair; then what windows reject, a workgroup a pair. */
export function castVotes(gpu: Gpu, job: CastVotes): void {
  const { features, signatures, windows, suspects, tolerated, persistence, prior, out } = job;
  const nodes = windows.groups.slots.length;
  const proposals = signatures.length / features;
  const items = nodes * proposals;
  const shared = { features, bound: reachableBound(job), nodes, proposals };
  gpu.run(confirming, {
    columns: {
      signatures,
      rows: suspects?.rows,
      starts: suspects?.groups.starts,
      lengths: suspects?.groups.lengths,
      prior,
      out,
    },
    parameters: shared,
    items,
  });
  const { rows, groups, periods, gate } = windows;
  gpu.run(rejecting, {
    columns: { signatures, rows, starts: groups.starts, lengths: groups.lengths, periods, gate, out },
    parameters: {
      ...shared,
      tolerated: atMostAll(tolerated),
      persistence: atMostAll(persistence),
    },
    items,
  });
}
