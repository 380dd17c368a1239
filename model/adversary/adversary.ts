import { Vote } from '../../kernels/index.js';

export type Behaviour = 'always-yes' | 'always-no' | 'random' | 'colluding';

/** What an adversary sees of a proposal on the ballot: whose it is (several after merging). */
export interface Proposed {
  readonly authors: ReadonlySet<number>;
}

/** A direction that a faulty node puts forward as if it had seen it in flagged records. */
export interface FalseSignature {
  readonly author: number;
  /** [F] int8 unit direction. */
  readonly direction: Int8Array;
}

/** A way to be faulty, shared by all nodes that behave so. */
export interface Adversary {
  readonly behaviour: Behaviour;
  /**
   * What a node votes instead.
   *
   * @param honest [ballot] what an honest node in its place would vote; where no vote can be cast (`Vote.unreached`:
   *   its own proposals, those it never received) none is
   * @param ballot the proposals, in the order of `honest`
   * @returns [ballot] the votes, a new array
   */
  votes(honest: Uint8Array, ballot: readonly Proposed[], node: number, step: number): Uint8Array;
}

/** Votes on every proposal that can be voted on. */
export const cast = (honest: Uint8Array, vote: (proposal: number) => Vote): Uint8Array =>
  honest.map((own, proposal) => (own === Vote.unreached ? own : vote(proposal)));
