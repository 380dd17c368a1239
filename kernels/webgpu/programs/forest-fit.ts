import { checkFit } from '../../forest/check.js';
import { ATTEMPTS, subsampleBlock } from '../../forest/draws.js';
import { PASS_LEFT } from '../../forest/grow.js';
import type { ForestFit } from '../../forest/jobs.js';
import { c256, PATH_UNIT } from '../../forest/path.js';
import type { Gpu } from '../gpu.js';
import { program } from '../program.js';
import { forestScore } from './forest-score.js';
import { philox } from './philox.js';
import { select } from './select.js';

/** Bytes of workgroup memory beside those of rows and heap nodes, rounded up. */
const FIXED_BYTES = 1536;

/** For a tree of so many leaves. */
const bytesFor = (capacity: number): number => 20 * capacity + FIXED_BYTES;

/** Of a heap node's count: what was drawn for it did not part its rows. */
const OPEN = 0x8000_0000;

/**
 * Lanes of a workgroup, which grows a tree. In software lanes take turns at every barrier, so that those of one vector
 * are best.
 */
const lanesFor = (gpu: Gpu): number => (gpu.isSoftware ? 4 : 64);

/**
 * A tree is grown level by level. Each lane has its share of the rows, and knows the heap node that each is in, counted
 * from the level's first, so that no row is moved; heap nodes hold their rows' least and largest value of the feature
 * drawn. Which rows a subsample holds is selected by keys (kernels/forest/subsample.ts); their order does not matter.
 */
const growing = (capacity: number, lanes: number) =>
  program({
    name: `forestFit-${capacity}-${lanes}`,
    columns: {
      split: 'u32 out',
      leaf: 'u16 out',
      records: 'u16 in',
      slots: 'u32 in',
      starts: 'u32 in',
      lengths: 'u32 in',
      average: 'u16 in',
    },
    parameters: ['key0', 'key1', 'stream', 'step', 'trees', 'height', 'features', 'subsample'],
    lanes,
    code: `${philox}${select(lanes)}
const LANES = ${lanes}u;
const SHARE = ${capacity / lanes}u;
const LEAVES = ${capacity}u;
const NONE = 0xffffffffu;
const OPEN = ${OPEN}u;

// Of all heap nodes, as the forest has them, but NONE where a row rests; while a level is split, what was drawn.
var<workgroup> splits: array<u32, ${capacity}>;
// Path lengths; before, the rows that the tree is grown on.
var<workgroup> leaves: array<u32, ${capacity}>;
// Rows of the heap nodes of this level and, from LEAVES on in every other one, of the next.
var<workgroup> counts: array<atomic<u32>, ${2 * capacity}>;
// Of each heap node of the level, its rows' values.
var<workgroup> least: array<atomic<u32>, ${capacity / 2}>;
var<workgroup> largest: array<atomic<u32>, ${capacity / 2}>;
var<workgroup> taken: atomic<u32>;
// 1 while a heap node is open. All who write it write the same.
var<workgroup> going: u32;

// Of each row of this lane: where its record begins, the heap node it is in or NONE, its value of what was drawn there.
var<private> begins: array<u32, ${capacity / lanes}>;
var<private> places: array<u32, ${capacity / lanes}>;
var<private> values: array<u32, ${capacity / lanes}>;

fn draw(block: u32, slot: u32) -> vec4u {
  return philox(block, step(), slot, stream(), vec2u(key0(), key1()));
}

fn bitsOf(words: vec4u, row: u32) -> u32 {
  return (words[(row >> 1u) & 3u] >> (16u * (row & 1u))) & 0xffffu;
}

// The key of the last row that a subsample takes: 16 bits, then the row.
fn lastKey(slot: u32, tree: u32, count: u32, lane: u32) -> vec2u {
  let first = ${subsampleBlock(0)}u + tree * ${subsampleBlock(1) - subsampleBlock(0)}u;
  var rank = subsample() - 1u;
  var last = vec2u();
  for (var digit = 0u; digit < 5u; digit++) {
    let shift = select(32u - 8u * digit, 8u - 8u * digit, digit < 2u);
    // Rows have no such digit.
    if (digit >= 2u && ((count - 1u) >> shift) == 0u) { continue; }
    for (var block = lane; 8u * block < count; block += LANES) {
      let words = draw(first + block, slot);
      for (var row = 8u * block; row < min(count, 8u * block + 8u); row++) {
        let bits = bitsOf(words, row);
        if (digit < 2u) {
          if (((bits ^ last.x) >> (shift + 8u)) == 0u) { atomicAdd(&bins[(bits >> shift) & 0xffu], 1u); }
        } else if (bits == last.x && ((row ^ last.y) >> (shift + 8u)) == 0u) {
          atomicAdd(&bins[(row >> shift) & 0xffu], 1u);
        }
      }
    }
    let found = pickBin(rank, lane);
    if (digit < 2u) { last.x |= found.x << shift; } else { last.y |= found.x << shift; }
    rank = found.y;
  }
  return last;
}

// Shares out the rows that a tree is grown on; answers how many.
fn takeRows(g: u32, tree: u32, lane: u32) -> u32 {
  let all = lengths(g);
  let count = min(all, subsample());
  if (all > count) {
    let slot = slots(g);
    let last = lastKey(slot, tree, all, lane);
    let first = ${subsampleBlock(0)}u + tree * ${subsampleBlock(1) - subsampleBlock(0)}u;
    for (var block = lane; 8u * block < all; block += LANES) {
      let words = draw(first + block, slot);
      for (var row = 8u * block; row < min(all, 8u * block + 8u); row++) {
        let bits = bitsOf(words, row);
        if (bits < last.x || (bits == last.x && row <= last.y)) { leaves[atomicAdd(&taken, 1u)] = row; }
      }
    }
    workgroupBarrier();
  }
  for (var k = 0u; k < SHARE; k++) {
    let i = k * LANES + lane;
    places[k] = select(NONE, 0u, i < count);
    if (i < count) { begins[k] = first_records() + (starts(g) + select(i, leaves[i], all > count)) * features(); }
  }
  return count;
}

// What the attempt draws for a heap node: a feature, and where its threshold lies.
fn drawn(slot: u32, tree: u32, number: u32, heap: u32) -> u32 {
  let at = ((tree * ${ATTEMPTS}u + number) << height()) + heap;
  return chosen(draw(at >> 2u, slot)[at & 3u]);
}

fn chosen(word: u32) -> u32 { return ((((word >> 16u) * features()) >> 16u) << 16u) | (word & 0xffffu); }

// The first attempt at the heap nodes of a level with rows to part. Neighbours share a block of words.
fn drawLevel(slot: u32, tree: u32, depth: u32, counted: u32, lane: u32) {
  let width = 1u << depth;
  for (var four = 4u * lane; four < width; four += 4u * LANES) {
    var words = vec4u();
    for (var j = four; j < min(four + 4u, width); j++) {
      let at = ((tree * ${ATTEMPTS}u) << height()) + width + j;
      if (j == four || (at & 3u) == 0u) { words = draw(at >> 2u, slot); }
      let held = atomicLoad(&counts[counted + j]);
      if (held >= 2u) { splits[width + j] = chosen(words[at & 3u]); }
      else if (held == 1u) { rest(depth, j, 1u); }
      forgetEnds(j);
    }
  }
}

fn forgetEnds(j: u32) {
  atomicStore(&least[j], 0xffffu);
  atomicStore(&largest[j], 0u);
}

// Rows end here. Early branches pass left: their path lies below the leftmost leaf under the heap node.
fn rest(depth: u32, j: u32, held: u32) {
  leaves[j << (height() - depth)] = depth * ${PATH_UNIT}u + average(held);
}

// The next attempts at heap nodes that are open: what they draw is the same for all of a row's values.
fn drawAgain(slot: u32, tree: u32, number: u32, width: u32, counted: u32, lane: u32) {
  for (var j = lane; j < width; j += LANES) {
    if ((atomicLoad(&counts[counted + j]) & OPEN) == 0u) { continue; }
    splits[width + j] = drawn(slot, tree, number, width + j);
    forgetEnds(j);
  }
}

// Rows of open heap nodes, or of all, tell these their values.
fn spread(width: u32, counted: u32, onlyOpen: bool) {
  for (var k = 0u; k < SHARE; k++) {
    let j = places[k];
    if (j == NONE || (onlyOpen && (atomicLoad(&counts[counted + j]) & OPEN) == 0u)) { continue; }
    let split = splits[width + j];
    if (split == NONE) {
      places[k] = NONE;
      continue;
    }
    let x = at_records(begins[k] + (split >> 16u));
    values[k] = x;
    atomicMin(&least[j], x);
    atomicMax(&largest[j], x);
  }
}

// Thresholds of heap nodes whose rows differ; the others are open.
fn settle(width: u32, counted: u32, onlyOpen: bool, lane: u32) {
  for (var j = lane; j < width; j += LANES) {
    let split = splits[width + j];
    let held = atomicLoad(&counts[counted + j]);
    if (split == NONE || (onlyOpen && (held & OPEN) == 0u)) { continue; }
    let low = atomicLoad(&least[j]);
    let high = atomicLoad(&largest[j]);
    if (low < high) {
      splits[width + j] = (split & 0xffff0000u) | (low + (((split & 0xffffu) * (high - low)) >> 16u));
      atomicStore(&counts[counted + j], held & ~OPEN);
    } else {
      atomicStore(&counts[counted + j], held | OPEN);
      going = 1u;
    }
  }
}

// Whether a heap node is open; forgotten with that.
fn isGoing(lane: u32) -> bool {
  let is = workgroupUniformLoad(&going) != 0u;
  if (lane == 0u) { going = 0u; }
  return is;
}

// Has open heap nodes try the next feature that is not constant, where there is one; in others rows rest.
fn seek(depth: u32, counted: u32, lane: u32) {
  let width = 1u << depth;
  for (var j = lane; j < width; j += LANES) {
    atomicStore(&least[j], NONE);
    atomicStore(&largest[j], NONE);
  }
  workgroupBarrier();
  for (var k = 0u; k < SHARE; k++) {
    if (places[k] != NONE) { atomicMin(&least[places[k]], begins[k]); }
  }
  workgroupBarrier();
  // A feature is not constant where any row differs from the first.
  for (var k = 0u; k < SHARE; k++) {
    let j = places[k];
    if (j == NONE || (atomicLoad(&counts[counted + j]) & OPEN) == 0u) { continue; }
    let other = atomicLoad(&least[j]);
    for (var ahead = 1u; ahead < features(); ahead++) {
      let f = ((splits[width + j] >> 16u) + ahead) % features();
      if (at_records(begins[k] + f) != at_records(other + f)) {
        atomicMin(&largest[j], ahead);
        break;
      }
    }
  }
  workgroupBarrier();
  for (var j = lane; j < width; j += LANES) {
    let held = atomicLoad(&counts[counted + j]);
    if ((held & OPEN) == 0u) { continue; }
    let ahead = atomicLoad(&largest[j]);
    if (ahead == NONE) {
      splits[width + j] = NONE;
      atomicStore(&counts[counted + j], held & ~OPEN);
      rest(depth, j, held & ~OPEN);
    } else {
      let split = splits[width + j];
      splits[width + j] = ((((split >> 16u) + ahead) % features()) << 16u) | (split & 0xffffu);
    }
    forgetEnds(j);
  }
}

fn tryAgain(slot: u32, tree: u32, depth: u32, counted: u32, lane: u32) {
  let width = 1u << depth;
  for (var number = 1u; number <= ${ATTEMPTS}u; number++) {
    if (number < ${ATTEMPTS}u) { drawAgain(slot, tree, number, width, counted, lane); }
    else { seek(depth, counted, lane); }
    workgroupBarrier();
    spread(width, counted, true);
    workgroupBarrier();
    settle(width, counted, true, lane);
    if (!isGoing(lane)) { return; }
  }
}

// Rows go to a child of their heap node, unless they rest there.
fn descend(width: u32, counting: u32) {
  for (var k = 0u; k < SHARE; k++) {
    let j = places[k];
    if (j == NONE) { continue; }
    let split = splits[width + j];
    if (split == NONE) {
      places[k] = NONE;
      continue;
    }
    let child = 2u * j + select(1u, 0u, values[k] <= (split & 0xffffu));
    places[k] = child;
    atomicAdd(&counts[counting + child], 1u);
  }
}

fn run(item: u32, lane: u32) {
  let g = item / trees();
  let tree = item % trees();
  let size = 1u << height();
  let slot = slots(g);
  let count = takeRows(g, tree, lane);
  workgroupBarrier();
  for (var i = lane; i < size; i += LANES) {
    splits[i] = NONE;
    leaves[i] = 0u;
  }
  if (lane == 0u) { atomicStore(&counts[0], count); }
  workgroupBarrier();
  if (count == 0u && lane == 0u) { leaves[0] = average(0u); }
  for (var depth = 0u; depth < height(); depth++) {
    let width = 1u << depth;
    let counted = (depth & 1u) * LEAVES;
    let counting = LEAVES - counted;
    drawLevel(slot, tree, depth, counted, lane);
    workgroupBarrier();
    spread(width, counted, false);
    for (var j = lane; j < 2u * width; j += LANES) { atomicStore(&counts[counting + j], 0u); }
    workgroupBarrier();
    settle(width, counted, false, lane);
    if (isGoing(lane)) { tryAgain(slot, tree, depth, counted, lane); }
    descend(width, counting);
    workgroupBarrier();
  }
  for (var j = lane; j < size; j += LANES) {
    let held = atomicLoad(&counts[(height() & 1u) * LEAVES + j]);
    if (held > 0u) { rest(height(), j, held); }
  }
  workgroupBarrier();
  let base = (slot * trees() + tree) * size;
  for (var i = lane; i < size; i += LANES) {
    set_split(base + i, select(splits[i], ${PASS_LEFT}u, splits[i] == NONE));
  }
  for (var i = 2u * lane; i < size; i += 2u * LANES) { put_leaf(base + i, leaves[i] | (leaves[i + 1u] << 16u)); }
}`,
  });

type Growing = ReturnType<typeof growing>;
const programs = new Map<string, Growing>();

function growingFor(capacity: number, lanes: number): Growing {
  const name = `${capacity} ${lanes}`;
  const known = programs.get(name) ?? growing(capacity, lanes);
  programs.set(name, known);
  return known;
}

/** The feature of NONE would be the last of so many. */
const MOST_FEATURES = 0xffff;

/** `Kernels.forestFit`: a workgroup a tree. Subsamples that do not fit its memory are left to the host. */
export function forestFit(gpu: Gpu, job: ForestFit): boolean {
  checkFit(job);
  const { forests, records, groups, subsample, key, stream, step, pathLengths } = job;
  const { trees, height, features, split, leaf } = forests;
  const capacity = Math.max(64, 1 << height);
  if (features > MOST_FEATURES || bytesFor(capacity) > gpu.device.limits.maxComputeWorkgroupStorageSize)
    return false;
  const { slots, starts, lengths } = groups;
  const average = c256 as Uint16Array;
  gpu.mirrors.keep(average);
  gpu.run(growingFor(capacity, lanesFor(gpu)), {
    columns: { split, leaf, records, slots, starts, lengths, average },
    parameters: { key0: key[0], key1: key[1], stream, step, trees, height, features, subsample },
    items: slots.length * trees,
  });
  if (pathLengths !== undefined) forestScore(gpu, { forests, records, groups, out: pathLengths });
  return true;
}
