import { type Groups, Vote } from '../../kernels/index.js';
import type { Cycle } from '../cycle.js';

/** What nodes are asked of signatures; all shares in parts per million. */
export interface Question {
  readonly nodes: Uint32Array;
  /** [signatures, F] */
  readonly signatures: Int8Array;
  /** A node rejects what matches more than this share of its window, in more than this share of its steps. */
  readonly tolerated: number;
  readonly persistence: number;
  /** [signatures, nodes] what each says before it looks; abstain where absent. */
  readonly prior?: Uint8Array;
  /** Whether a node confirms what one of its suspects matches. */
  readonly suspects: boolean;
}

/** [signatures, nodes] what nodes say of signatures; windows are gated as matches are. */
export async function ask(cycle: Cycle, question: Question): Promise<Uint8Array> {
  const { kernels, nodes, features, limits, parameters } = cycle;
  const { windowDirection, windowCount, windowSuspect, windowPeriod, suspectDirection, suspectCount } =
    nodes.columns;
  const { nodes: of, signatures, tolerated, persistence, suspects } = question;
  const out = new Uint8Array((of.length * signatures.length) / features);
  await kernels.castVotes({
    features,
    signatures,
    bound: limits.similarity,
    windows: {
      rows: windowDirection,
      groups: slabs(of, parameters.detector.window, windowCount),
      periods: windowPeriod,
      ...(parameters.signatures.match === 'gated' ? { gate: windowSuspect } : {}),
    },
    ...(suspects
      ? {
          suspects: { rows: suspectDirection, groups: slabs(of, parameters.detector.suspects, suspectCount) },
        }
      : {}),
    tolerated,
    persistence,
    prior: question.prior ?? new Uint8Array(out.length).fill(Vote.abstain),
    out,
  });
  return out;
}

/** [entries, signatures] 1 where a blacklist entry is similar. */
export async function threatMatches(cycle: Cycle, signatures: Int8Array): Promise<Uint32Array> {
  const { kernels, blacklist, features, limits } = cycle;
  const entries = blacklist.size;
  const out = new Uint32Array((entries * signatures.length) / features);
  const each = Uint32Array.from({ length: entries }, (_, e) => e);
  const groups = { slots: each, starts: each, lengths: new Uint32Array(entries).fill(1) };
  await kernels.matchCounts({
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
