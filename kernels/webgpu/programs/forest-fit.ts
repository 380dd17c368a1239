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

/** For so many rows a tree; a row and half a heap node of a level that splits take 16 bytes. */
const bytesFor = (capacity: number): number => 16 * capacity + FIXED_BYTES;

const STATE = { closed: 0, open: 1 << 16, split: 2 << 16 };

/** Lanes of a workgroup, which grows a tree. */
const lanesFor = (capacity: number): number => Math.min(256, Math.max(64, capacity));

/**
 * A tree is grown level by level. Rows hold their heap node, counted from the level's first, so that none is moved;
 * heap nodes hold their rows' least and largest value of the feature drawn. Which rows a subsample holds is selected by
 * keys (kernels/forest/subsample.ts); their order does not matter.
 */
const growing = (capacity: number, lanes: number) =>
  program({
    name: `forestFit-${capacity}`,
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
    code: `${philox}${select}
const LANES = ${lanes}u;
const HALF = ${capacity / 2}u;
const NONE = 0xffffffffu;

var<workgroup> rows: array<u32, ${capacity}>;
// The heap node of each row, or NONE.
var<workgroup> places: array<u32, ${capacity}>;
// Of each heap node: what was drawn for it or, once it is split, feature and threshold; rows and state.
var<workgroup> drawn: array<u32, ${capacity / 2}>;
var<workgroup> counts: array<atomic<u32>, ${capacity / 2}>;
// Of each heap node, its rows' least value and, from HALF on, their largest.
var<workgroup> ends: array<atomic<u32>, ${capacity}>;
var<workgroup> taken: atomic<u32>;
var<workgroup> going: atomic<u32>;
var<workgroup> answer: u32;

// Whether any lane has raised \`going\` since the last time.
fn anyGoing(lane: u32) -> bool {
  workgroupBarrier();
  if (lane == 0u) { answer = atomicExchange(&going, 0u); }
  return workgroupUniformLoad(&answer) != 0u;
}

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

// Lists the rows that a tree is grown on; answers how many.
fn takeRows(g: u32, tree: u32, lane: u32) -> u32 {
  let count = lengths(g);
  if (count <= subsample()) {
    for (var i = lane; i < count; i += LANES) { rows[i] = starts(g) + i; }
    return count;
  }
  let slot = slots(g);
  let last = lastKey(slot, tree, count, lane);
  let first = ${subsampleBlock(0)}u + tree * ${subsampleBlock(1) - subsampleBlock(0)}u;
  for (var block = lane; 8u * block < count; block += LANES) {
    let words = draw(first + block, slot);
    for (var row = 8u * block; row < min(count, 8u * block + 8u); row++) {
      let bits = bitsOf(words, row);
      if (bits < last.x || (bits == last.x && row <= last.y)) { rows[atomicAdd(&taken, 1u)] = starts(g) + row; }
    }
  }
  return subsample();
}

// One attempt to split the open heap nodes of a level, with what is drawn; raises \`going\` for those that stay open.
fn attempt(base: u32, width: u32, count: u32, lane: u32) {
  for (var j = lane; j < width; j += LANES) {
    atomicStore(&ends[j], 0xffffu);
    atomicStore(&ends[HALF + j], 0u);
  }
  workgroupBarrier();
  for (var i = lane; i < count; i += LANES) {
    let j = places[i];
    if (j == NONE || (atomicLoad(&counts[j]) & ${STATE.open}u) == 0u) { continue; }
    let x = records(rows[i] * features() + (drawn[j] >> 16u));
    atomicMin(&ends[j], x);
    atomicMax(&ends[HALF + j], x);
  }
  workgroupBarrier();
  for (var j = lane; j < width; j += LANES) {
    let held = atomicLoad(&counts[j]);
    if ((held & ${STATE.open}u) == 0u) { continue; }
    let least = atomicLoad(&ends[j]);
    let largest = atomicLoad(&ends[HALF + j]);
    if (least >= largest) {
      atomicStore(&going, 1u);
      continue;
    }
    let threshold = least + (((drawn[j] & 0xffffu) * (largest - least)) >> 16u);
    drawn[j] = (drawn[j] & 0xffff0000u) | threshold;
    set_split(base + width + j, drawn[j]);
    atomicStore(&counts[j], (held & 0xffffu) | ${STATE.split}u);
  }
}

// Has open heap nodes try the next feature that is not constant, where there is one; others are closed.
fn seek(width: u32, count: u32, lane: u32) {
  for (var j = lane; j < width; j += LANES) {
    atomicStore(&ends[j], NONE);
    atomicStore(&ends[HALF + j], NONE);
  }
  workgroupBarrier();
  for (var i = lane; i < count; i += LANES) {
    if (places[i] != NONE) { atomicMin(&ends[places[i]], i); }
  }
  workgroupBarrier();
  // A feature is not constant where any row differs from the first.
  for (var i = lane; i < count; i += LANES) {
    let j = places[i];
    if (j == NONE || (atomicLoad(&counts[j]) & ${STATE.open}u) == 0u) { continue; }
    let one = rows[i] * features();
    let other = rows[atomicLoad(&ends[j])] * features();
    for (var k = 1u; k < features(); k++) {
      let f = ((drawn[j] >> 16u) + k) % features();
      if (records(one + f) != records(other + f)) {
        atomicMin(&ends[HALF + j], k);
        break;
      }
    }
  }
  workgroupBarrier();
  for (var j = lane; j < width; j += LANES) {
    let held = atomicLoad(&counts[j]);
    if ((held & ${STATE.open}u) == 0u) { continue; }
    let k = atomicLoad(&ends[HALF + j]);
    if (k == NONE) { atomicStore(&counts[j], held & 0xffffu); }
    else { drawn[j] = ((((drawn[j] >> 16u) + k) % features()) << 16u) | (drawn[j] & 0xffffu); }
  }
  workgroupBarrier();
}

fn splitLevel(base: u32, slot: u32, tree: u32, width: u32, count: u32, lane: u32) {
  for (var number = 0u; number < ${ATTEMPTS}u; number++) {
    for (var j = lane; j < width; j += LANES) {
      if ((atomicLoad(&counts[j]) & ${STATE.open}u) == 0u) { continue; }
      let at = ((tree * ${ATTEMPTS}u + number) << height()) + width + j;
      let words = draw(at >> 2u, slot);
      let word = words[at & 3u];
      drawn[j] = ((((word >> 16u) * features()) >> 16u) << 16u) | (word & 0xffffu);
    }
    attempt(base, width, count, lane);
    if (!anyGoing(lane)) { return; }
  }
  seek(width, count, lane);
  attempt(base, width, count, lane);
}

// Rows of closed heap nodes rest, the others go to a child; answers whether any do.
fn descend(base: u32, depth: u32, count: u32, lane: u32) -> bool {
  let width = 1u << depth;
  workgroupBarrier();
  for (var j = lane; j < width; j += LANES) {
    let held = atomicLoad(&counts[j]);
    if ((held >> 16u) != 0u || held == 0u) { continue; }
    // Early branches pass left: their path lies below the leftmost leaf under the heap node.
    set_leaf(base + (j << (height() - depth)), depth * ${PATH_UNIT}u + average(held));
  }
  for (var i = lane; i < count; i += LANES) {
    let j = places[i];
    if (j == NONE) { continue; }
    if ((atomicLoad(&counts[j]) >> 16u) == 0u) {
      places[i] = NONE;
      continue;
    }
    let x = records(rows[i] * features() + (drawn[j] >> 16u));
    places[i] = 2u * j + select(1u, 0u, x <= (drawn[j] & 0xffffu));
    atomicStore(&going, 1u);
  }
  return anyGoing(lane);
}

fn run(item: u32, lane: u32) {
  let g = item / trees();
  let tree = item % trees();
  let size = 1u << height();
  let base = (slots(g) * trees() + tree) * size;
  for (var i = lane; i < size; i += LANES) {
    set_split(base + i, ${PASS_LEFT}u);
    set_leaf(base + i, 0u);
  }
  let count = takeRows(g, tree, lane);
  for (var i = lane; i < count; i += LANES) { places[i] = 0u; }
  storageBarrier();
  if (count == 0u) {
    if (lane == 0u) { set_leaf(base, average(0u)); }
    return;
  }
  for (var depth = 0u; depth < height(); depth++) {
    let width = 1u << depth;
    for (var j = lane; j < width; j += LANES) { atomicStore(&counts[j], 0u); }
    workgroupBarrier();
    for (var i = lane; i < count; i += LANES) {
      if (places[i] != NONE) { atomicAdd(&counts[places[i]], 1u); }
    }
    workgroupBarrier();
    for (var j = lane; j < width; j += LANES) {
      if (atomicLoad(&counts[j]) >= 2u) { atomicOr(&counts[j], ${STATE.open}u); }
    }
    splitLevel(base, slots(g), tree, width, count, lane);
    if (!descend(base, depth, count, lane)) { return; }
  }
  // What is left lies in leaves: as many as there are \`ends\`.
  for (var j = lane; j < size; j += LANES) { atomicStore(&ends[j], 0u); }
  workgroupBarrier();
  for (var i = lane; i < count; i += LANES) {
    if (places[i] != NONE) { atomicAdd(&ends[places[i]], 1u); }
  }
  workgroupBarrier();
  for (var j = lane; j < size; j += LANES) {
    let held = atomicLoad(&ends[j]);
    if (held > 0u) { set_leaf(base + j, height() * ${PATH_UNIT}u + average(held)); }
  }
}`,
  });

type Growing = ReturnType<typeof growing>;
const programs = new Map<number, Growing>();

function growingFor(capacity: number): Growing {
  const known = programs.get(capacity) ?? growing(capacity, lanesFor(capacity));
  programs.set(capacity, known);
  return known;
}

/** `Kernels.forestFit`: a workgroup a tree. Subsamples that do not fit its memory are left to the host. */
export function forestFit(gpu: Gpu, job: ForestFit): boolean {
  checkFit(job);
  const { forests, records, groups, subsample, key, stream, step, pathLengths } = job;
  const { trees, height, features, split, leaf } = forests;
  const capacity = Math.max(64, 1 << height);
  if (bytesFor(capacity) > gpu.device.limits.maxComputeWorkgroupStorageSize) return false;
  const { slots, starts, lengths } = groups;
  const average = c256 as Uint16Array;
  gpu.mirrors.keep(average);
  gpu.run(growingFor(capacity), {
    columns: { split, leaf, records, slots, starts, lengths, average },
    parameters: { key0: key[0], key1: key[1], stream, step, trees, height, features, subsample },
    items: slots.length * trees,
  });
  if (pathLengths !== undefined) forestScore(gpu, { forests, records, groups, out: pathLengths });
  return true;
}
