import { reachableBound } from '../../matching/bound.js';
import type { GroupSignatures } from '../../matching/signatures.js';
import { type Gpu, Temporary } from '../gpu.js';
import { program } from '../program.js';
import { leading } from './leaders.js';
import { productOf } from './products.js';
import { LANES } from './rows.js';
import { unit } from './unit.js';

/** The leader of each place, counted from its group's first. */
const clustering = program({
  name: 'groupSignatures.leaders',
  columns: { rows: 'i8 in', order: 'u32 in', starts: 'u32 in', lengths: 'u32 in', leaders: 'i32 inout' },
  parameters: ['features', 'bound'],
  lanes: LANES,
  code: `
var<private> start: u32;
${productOf('rows', 'rows')}
fn alike(i: u32, j: u32) -> bool {
  return product(order(start + i) * features(), order(start + j) * features()) >= i32(bound());
}
fn leader_of(i: u32) -> i32 { return leaders(start + i); }
fn set_leader(i: u32, l: i32) { set_leaders(start + i, l); }
${leading(LANES)}
fn run(g: u32, lane: u32) {
  start = starts(g);
  find_leaders(lengths(g), lane);
}`,
});

/** What leaders lead: a thread a leader, since of the leaders few have enough records. */
const summing = program({
  name: 'groupSignatures.sums',
  columns: {
    rows: 'i8 in',
    pathSums: 'u32 in',
    order: 'u32 in',
    starts: 'u32 in',
    lengths: 'u32 in',
    leaders: 'i32 inout',
    sums: 'i32 inout',
    counts: 'u32 out',
    paths: 'u32 out',
    directions: 'i8 out',
  },
  parameters: ['features', 'least'],
  lanes: LANES,
  code: `
${unit}
// How many records a leader has, and what their path sums sum to.
struct Led { count: u32, path: vec2u }
fn led(start: u32, leader: u32, length: u32) -> Led {
  var all = Led(0u, vec2u(0u));
  for (var i = leader; i < length; i++) {
    if (leaders(start + i) != i32(leader)) { continue; }
    all.count++;
    all.path = wide_sum(all.path, vec2u(pathSums(order(start + i)), 0u));
  }
  return all;
}
// Sums their directions, and answers the square of the sum's length.
fn sum_up(start: u32, leader: u32, length: u32) -> vec2u {
  var squares = vec2u(0u);
  for (var f = 0u; f < features(); f++) {
    var sum = 0;
    for (var i = leader; i < length; i++) {
      if (leaders(start + i) == i32(leader)) { sum += rows(order(start + i) * features() + f); }
    }
    set_sums((start + leader) * features() + f, sum);
    squares = wide_sum(squares, wide_product(u32(abs(sum)), u32(abs(sum))));
  }
  return squares;
}
fn signature(start: u32, leader: u32, length: u32) {
  let place = start + leader;
  let members = led(start, leader, length);
  var by = ScaledRoot(0u, 0u);
  if (members.count >= least()) { by = scaled_root(sum_up(start, leader, length)); }
  var stands = false;
  for (var f = place * features(); f < (place + 1u) * features(); f++) {
    var value = 0;
    if (by.root > 0u) { value = unit(sums(f), by); }
    stands = stands || value != 0;
    set_directions(f, value);
  }
  set_counts(place, select(0u, members.count, stands));
  set_paths(place, select(0u, wide_quotient(members.path, max(1u, members.count)), stands));
}
fn run(g: u32, lane: u32) {
  for (var i = lane; i < lengths(g); i += ${LANES}u) { signature(starts(g), i, lengths(g)); }
}`,
});

/**
 * `Kernels.groupSignatures`: a workgroup a group finds the leaders, then sums what they lead. Unlike the reference it
 * can't refuse a sum whose squared length reaches 2^52; with 1,024 features it takes 16,384 records to get there.
 */
export function groupSignatures(gpu: Gpu, job: GroupSignatures): void {
  const { rows, features, pathSums, order, groups, least, counts, paths, directions } = job;
  const { starts, lengths } = groups;
  const leaders = new Temporary(4 * order.length);
  const sums = new Temporary(4 * order.length * features);
  const items = groups.slots.length;
  gpu.run(clustering, {
    columns: { rows, order, starts, lengths, leaders },
    parameters: { features, bound: reachableBound(job) },
    items,
  });
  gpu.run(summing, {
    columns: { rows, pathSums, order, starts, lengths, leaders, sums, counts, paths, directions },
    parameters: { features, least },
    items,
  });
}
