import { columnQuantiles } from '../kernels/index.js';
import type { SecurityParameters } from './parameters.js';
import type { TrafficBatch } from './traffic/traffic.js';

/** Where directions are compared. */
export interface Frame {
  /** [nodes, F] centre of each node's frame: equal rows where the frame is shared. */
  readonly centres: Uint16Array;
  /** [F], at least 1, shared by all. */
  readonly spreads: Uint16Array;
}

/** A spread below this share of the 16-bit range counts as near zero. */
const NEAR_ZERO = 64;
/** Added to the pooled deviation where a spread is near zero. */
const FLOOR = 4096;

/**
 * The frame of the warm-up: per feature the median of the nodes' medians and inter-decile ranges, so that a few liars
 * move nothing. Where the range is near zero the spread is the pooled standard deviation plus a floor.
 *
 * @param warmUp what the nodes received before step 0; a node may have received nothing
 */
export function frameOf(
  kind: NonNullable<SecurityParameters['signatures']['frame']>,
  warmUp: TrafficBatch,
  features: number,
): Frame {
  const nodes = warmUp.offsets.length - 1;
  const medians = new Uint16Array(nodes * features);
  const ranges = new Uint16Array(nodes * features);
  const held: number[] = [];
  for (let node = 0; node < nodes; node++) {
    const rows = warmUp.records.subarray(
      warmUp.offsets[node]! * features,
      warmUp.offsets[node + 1]! * features,
    );
    if (rows.length === 0) continue;
    held.push(node);
    const [low, middle, high] = columnQuantiles(rows, features, [100_000, 500_000, 900_000]);
    for (let f = 0; f < features; f++) {
      medians[node * features + f] = middle![f]!;
      ranges[node * features + f] = high![f]! - low![f]!;
    }
  }
  const across = (of: Uint16Array): Uint16Array => {
    const rows = new Uint16Array(held.length * features);
    for (const [i, node] of held.entries())
      rows.set(of.subarray(node * features, (node + 1) * features), i * features);
    return columnQuantiles(rows, features, [500_000])[0]!;
  };
  const centre = across(medians);
  const spreads = across(ranges);
  const pooled = deviations(warmUp.records, features);
  for (let f = 0; f < features; f++) {
    if (spreads[f]! < NEAR_ZERO) spreads[f] = Math.min(65_535, pooled[f]! + FLOOR);
  }
  // A node without warm-up has no median of its own: it takes the common centre.
  const own = new Set(kind === 'own-centre' ? held : []);
  for (let node = 0; node < nodes; node++) if (!own.has(node)) medians.set(centre, node * features);
  return { centres: medians, spreads };
}

/** [F] standard deviations, rounded down; sums are exact below 2^53, and taken in a fixed order beyond. */
function deviations(records: Uint16Array, features: number): Uint32Array {
  const out = new Uint32Array(features);
  const rows = records.length / features;
  for (let f = 0; f < features && rows > 0; f++) {
    let sum = 0;
    let squares = 0;
    for (let at = f; at < records.length; at += features) {
      const x = records[at]!;
      sum += x;
      squares += x * x;
    }
    const mean = sum / rows;
    out[f] = Math.floor(Math.sqrt(Math.max(0, squares / rows - mean * mean)));
  }
  return out;
}
