import type { Groups } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';

/** [nodes, signatures] how many records of each node's window match; gated as matches are. */
export function windowMatches(cycle: Cycle, of: Uint32Array, signatures: Int8Array): Uint32Array {
  const { kernels, nodes, features, limits, parameters } = cycle;
  const { windowDirection, windowCount, windowSuspect } = nodes.columns;
  const out = new Uint32Array((of.length * signatures.length) / features);
  kernels.matchCounts({
    rows: windowDirection,
    groups: slabs(of, parameters.detector.window, windowCount),
    features,
    signatures,
    bound: limits.similarity,
    ...(parameters.signatures.match === 'gated' ? { gate: windowSuspect } : {}),
    out,
  });
  return out;
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
