/** Jobs of the size of a run, which compiled kernels share out over threads: dozens of nodes, windows of hundreds. */
import {
  type CastVotes,
  type GroupSignatures,
  keyOf,
  randomBits,
  type Strongest,
  type WindowAppend,
  type WindowPurge,
} from '../../../kernels/index.js';

const NODES = 40;
const WINDOW = 300;
const FEATURES = 47;

let stream = 0;
const drawn = (count: number): Uint32Array =>
  randomBits({ key: keyOf('large'), stream: stream++, agent: 0, step: 0 }, new Uint32Array(count));

const below = (count: number, end: number): Uint32Array => drawn(count).map((word) => word % end);
const gateOf = (count: number): Uint8Array => Uint8Array.from(drawn(count), (word) => (word % 4 > 0 ? 1 : 0));

/** Directions near one of a few, so that about half of the pairs are alike. */
function directions(rows: number): Int8Array {
  const [noise, kinds] = [drawn(rows * FEATURES), below(rows, 3)];
  return Int8Array.from(noise, (word, i) => {
    const kind = kinds[Math.floor(i / FEATURES)]!;
    return (i % FEATURES) % 3 === kind ? 20 + (word % 25) : (word % 31) - 15;
  });
}

function slabs(nodes: number, capacity: number, lengths: Uint32Array) {
  const slots = Uint32Array.from({ length: nodes }, (_, node) => node);
  return { slots, starts: slots.map((node) => node * capacity), lengths };
}

/** Slots in no order, with rows for each. */
function incoming(rows: number) {
  const slots = Uint32Array.from({ length: NODES }, (_, g) => (g * 7 + 3) % NODES);
  return {
    slots,
    starts: slots.map((_, g) => g * rows),
    lengths: below(NODES, rows + 1),
  };
}

export function largeVotes(proposals = 100): CastVotes {
  const lengths = below(NODES, WINDOW + 1).fill(WINDOW, 0, NODES / 2);
  return {
    features: FEATURES,
    signatures: directions(proposals),
    bound: 11_000,
    windows: {
      rows: directions(NODES * WINDOW),
      groups: slabs(NODES, WINDOW, lengths),
      // Seven rows a period, in rings that have turned by a hundred rows.
      periods: Uint32Array.from({ length: NODES * WINDOW }, (_, row) =>
        Math.floor((((row % WINDOW) + WINDOW - 100) % WINDOW) / 7),
      ),
      gate: gateOf(NODES * WINDOW),
    },
    suspects: { rows: directions(NODES * 10), groups: slabs(NODES, 10, below(NODES, 11)) },
    tolerated: 250_000,
    persistence: 600_000,
    prior: Uint8Array.from(below(proposals * NODES, 4), (word, i) =>
      // Whole blocks of proposals that node 1 has no vote on, and a node that has none at all.
      (i % NODES === 1 && i < 64 * NODES) || i % NODES === 2 ? 3 : [0, 0, 1, 3][word]!,
    ),
    out: new Uint8Array(proposals * NODES).fill(7),
  };
}

export function largeSignatures(): GroupSignatures {
  const [rows, length] = [2000, 200];
  return {
    rows: directions(rows),
    features: FEATURES,
    pathSums: drawn(rows),
    order: below(NODES * length, rows),
    groups: slabs(NODES, length, below(NODES, length + 1)),
    bound: 14_000,
    least: 3,
    counts: new Uint32Array(NODES * length).fill(7),
    paths: new Uint32Array(NODES * length).fill(7),
    directions: new Int8Array(NODES * length * FEATURES).fill(7),
  };
}

const attributes = (stored: number, rows: number) => [
  { width: FEATURES, stored: directions(stored), incoming: directions(rows) },
  { width: 1, stored: drawn(stored), incoming: drawn(rows) },
  { width: 2, stored: Int16Array.from(drawn(2 * stored)), incoming: Int16Array.from(drawn(2 * rows)) },
];

export function largeMemory(): Strongest {
  const [capacity, rows] = [20, 120];
  const counts = below(NODES, capacity + 1);
  const sums = below(NODES * capacity, 500);
  counts.forEach((count, slot) => {
    sums.subarray(slot * capacity, slot * capacity + count).sort();
  });
  return {
    memory: { capacity, sums, counts },
    pathSums: below(NODES * rows, 500),
    groups: incoming(rows),
    gate: gateOf(NODES * rows),
    keep: gateOf(NODES * capacity),
    attributes: attributes(NODES * capacity, NODES * rows),
  };
}

function window() {
  const counts = below(NODES, WINDOW + 1).fill(WINDOW, 0, NODES / 2);
  return {
    capacity: WINDOW,
    features: FEATURES,
    rows: Uint16Array.from(drawn(NODES * WINDOW * FEATURES)),
    counts,
    heads: counts.map((count, slot) => (count === WINDOW ? (slot * 31) % WINDOW : count)),
  };
}

export function largeAppend(): WindowAppend {
  // Some groups hold more rows than a window has room for.
  const rows = WINDOW + 100;
  return {
    window: window(),
    records: Uint16Array.from(drawn(NODES * rows * FEATURES)),
    groups: incoming(rows),
    gate: gateOf(NODES * rows),
    attributes: attributes(NODES * WINDOW, NODES * rows),
  };
}

export function largePurge(): WindowPurge {
  return {
    window: window(),
    slots: incoming(1).slots,
    drop: gateOf(NODES * WINDOW).map((byte) => 1 - byte),
    attributes: attributes(NODES * WINDOW, 0),
    dropped: new Uint32Array(NODES).fill(9),
  };
}
