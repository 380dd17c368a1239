/** One job of each kernel, of a given size, whose values reach the ends of their ranges. */
import { type HostKernels, type KernelName, keyOf, randomBits, reference } from '../../../kernels/index.js';
import { fitOf } from '../jobs/forest.js';

export interface Sizes {
  readonly slots: number;
  /** Rows a slot; a window holds as many. */
  readonly rows: number;
  readonly trees: number;
  readonly features: number;
  /** Values of records take so many bits. */
  readonly bits: number;
  readonly signatures: number;
}

type Jobs = { readonly [Name in KernelName]: Parameters<HostKernels[Name]>[0] };

const address = { key: keyOf('sized'), stream: 5, step: 7 };

/** u32 that differ; `shift` makes them smaller. */
const words = (count: number, shift = 0): Uint32Array =>
  randomBits({ ...address, agent: 1 }, new Uint32Array(count)).map((word) => word >>> shift);

/** 0 and 1, three in four of them 1. */
const marks = (count: number): Uint8Array =>
  Uint8Array.from(words(count), (word) => ((word & 3) > 0 ? 1 : 0));

export function sizedJobs({ slots, rows, trees, features, bits, signatures }: Sizes): Jobs {
  const total = slots * rows;
  const fit = fitOf({ slots, trees, rows, subsample: 256, features, bits });
  const { groups, records } = fit;
  const forestFit = { ...fit, pathLengths: new Uint32Array(total) };
  reference.forestFit(forestFit);
  const directions = {
    records,
    features,
    groups,
    centres: Uint16Array.from({ length: slots * features }, (_, i) => (i & 1) * 65_535),
    spreads: Uint16Array.from({ length: features }, (_, f) => [1, 65_535, 1000, 3, 40_000][f % 5]!),
    out: new Int8Array(total * features),
  };
  reference.directions(directions);
  const compared = { rows: directions.out, features, bound: 14_516 };
  const proposed = Int8Array.from({ length: signatures * features }, (_, i) => directions.out[i]!);
  const matching = { ...compared, groups, signatures: proposed };
  const pathSums = words(total, 8);
  const periods = Uint32Array.from({ length: total }, (_, i) => 4_000_000_000 + ((i % rows) >>> 4));
  const attributes = [
    { width: 1, stored: periods, incoming: words(total) },
    { width: features, stored: directions.out.slice(), incoming: directions.out.slice() },
  ];
  const window = () => ({
    capacity: rows,
    features,
    rows: records.slice(),
    counts: new Uint32Array(slots).fill(rows),
    heads: new Uint32Array(slots).fill(rows >>> 1),
  });
  const alike = new Int8Array(total * features).fill(Math.floor(127 / Math.sqrt(features)));
  const agents = words(slots);
  return {
    randomBits: { ...address, agents, out: new Uint32Array(slots * rows * 4) },
    normals: { ...address, agents, out: new Int16Array(slots * rows * 4) },
    traffic: {
      ...address,
      features,
      rows,
      centres: Int32Array.from({ length: slots * features }, (_, i) => (i & 1 ? -1 : 1) << 22),
      shifts: new Int32Array(2 * features).fill(1 << 22),
      reach: Float64Array.from({ length: 2 * slots }, (_, i) => (i & 1 ? 2 ** 32 : 0x7fff_ffff)),
      records: new Uint16Array(total * features),
      attacks: new Uint8Array(total),
    },
    forestFit,
    forestScore: { ...fit, forests: forestFit.forests, out: new Uint32Array(total) },
    pathBounds: { pathSums, groups, shares: [10_000, 900_000], out: new Uint32Array(2 * slots) },
    mark: { values: pathSums, groups, bounds: words(slots, 8), side: 'below', out: new Uint8Array(total) },
    judge: {
      groups,
      features,
      anomalous: marks(total),
      suspect: marks(total),
      proposesSuspects: true,
      listed: Int32Array.from(words(total), (word) => (word & 1) - 1),
      provisional: Int32Array.from(words(total), (word) => (word & 2) - 1),
      directions: directions.out,
      verdicts: new Uint8Array(total),
      passed: new Uint8Array(total),
    },
    strongest: {
      memory: {
        capacity: rows,
        sums: words(total, 8).sort(),
        counts: new Uint32Array(slots).fill(rows),
      },
      pathSums,
      groups,
      gate: marks(total),
      keep: marks(total),
      attributes,
    },
    directions,
    groupSignatures: {
      ...compared,
      rows: alike,
      pathSums: new Uint32Array(total).fill(0xffffff),
      order: Uint32Array.from({ length: total }, (_, i) => i),
      groups,
      least: 2,
      counts: new Uint32Array(total),
      paths: new Uint32Array(total),
      directions: new Int8Array(total * features),
    },
    leaderClusters: { ...compared, out: new Int32Array(total) },
    matchCounts: { ...matching, out: new Uint32Array(slots * signatures) },
    castVotes: {
      features,
      signatures: proposed,
      bound: compared.bound,
      windows: { rows: directions.out, groups, periods, gate: marks(total) },
      suspects: { rows: directions.out, groups },
      tolerated: 10_000,
      persistence: 400_000,
      prior: new Uint8Array(slots * signatures).map((_, i) => [0, 1, 3][i % 3]!),
      out: new Uint8Array(slots * signatures),
    },
    tally: {
      votes: new Uint8Array(total).fill(1),
      proposals: 1,
      voters: total,
      weights: new Uint32Array(total).fill(1_500_000),
      confirms: new Uint32Array(1),
      rejects: new Uint32Array(1),
    },
    firstMatch: {
      ...matching,
      applies: new Uint8Array(slots * signatures).fill(1),
      out: new Int32Array(total),
    },
    windowAppend: { window: window(), records, groups, gate: marks(total), attributes },
    windowPurge: {
      window: window(),
      slots: groups.slots,
      drop: marks(total),
      attributes,
      dropped: new Uint32Array(slots),
    },
  };
}
