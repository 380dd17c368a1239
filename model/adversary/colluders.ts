import { type Kernels, Vote } from '../../kernels/index.js';
import { type Adversary, cast, type FalseSignature, type Proposed } from './adversary.js';

/** So many rows of its window a colluder tries as false signatures. */
const CANDIDATES = 256;

/**
 * Nodes that agree to pass a false signature: the first of them proposes a direction of ordinary traffic, which would
 * make every node flag normal records, and all confirm whatever one of them proposed. On all else they vote like
 * honest nodes, which keeps their reputation.
 */
export class Colluders implements Adversary {
  readonly behaviour = 'colluding';
  /** Ascending node indices. */
  readonly members: readonly number[];
  #ballot: readonly Proposed[] | undefined;
  #ours: readonly boolean[] = [];

  constructor(members: Iterable<number>) {
    this.members = [...new Set(members)].sort((a, b) => a - b);
  }

  votes(honest: Uint8Array, ballot: readonly Proposed[]): Uint8Array {
    const ours = this.#oursOn(ballot);
    return cast(honest, (proposal) => (ours[proposal] ? Vote.confirm : (honest[proposal]! as Vote)));
  }

  /** Which proposals one of them put forward; found once for a ballot, on which each of them votes. */
  #oursOn(ballot: readonly Proposed[]): readonly boolean[] {
    if (this.#ballot !== ballot) {
      this.#ballot = ballot;
      this.#ours = ballot.map(({ authors }) => this.members.some((member) => authors.has(member)));
    }
    return this.#ours;
  }

  /**
   * The false signature of a step: of the first 256 records in the window of the lowest-numbered member with a window, the
   * direction that most of that window matches; of equals the first.
   *
   * @param windowOf int8 directions [rows, F] of a member's window; empty while it is away or has none
   * @param bound integer dot product from which two directions are similar
   * @returns undefined when no member has a window with a direction in it
   */
  async propose(
    kernels: Pick<Kernels, 'matchCounts' | 'columns'>,
    windowOf: (node: number) => Int8Array,
    features: number,
    bound: number,
  ): Promise<FalseSignature | undefined> {
    for (const author of this.members) {
      const rows = windowOf(author);
      if (rows.length === 0) continue;
      const candidates = rows.subarray(0, CANDIDATES * features);
      const out = new Uint32Array(candidates.length / features);
      const groups = {
        slots: Uint32Array.of(0),
        starts: Uint32Array.of(0),
        lengths: Uint32Array.of(rows.length / features),
      };
      await kernels.matchCounts({ rows, groups, features, signatures: candidates, bound, out });
      let best = 0;
      for (let row = 1; row < out.length; row += 1) if (out[row]! > out[best]!) best = row;
      // A row at the centre of its frame has no direction: it matches nothing, not even itself.
      if (out[best] === 0) continue;
      return { author, direction: await kernels.columns.readRows(candidates, features, [best]) };
    }
    return undefined;
  }
}
