import { Vote } from '../../kernels/index.js';
import type { Component } from '../faults/index.js';
import type { Signature } from './signature.js';

export type Verdict = 'accepted' | 'rejected' | 'expired' | 'merged';

/** A decision that one component took on a proposal. */
export interface Decision {
  readonly verdict: Verdict;
  readonly step: number;
  /** [nodes] component of each node at the time, and the one that decided. */
  readonly view: Uint32Array;
  readonly component: number;
}

/** What a checkpoint keeps of a proposal. */
export interface ProposalState {
  readonly signature: Signature;
  readonly serial: number;
  readonly view: Uint32Array;
  readonly authors: ReadonlySet<number>;
  readonly decisions: readonly Decision[];
  readonly votes: Uint8Array | undefined;
}

/** A signature on its way through the vote. */
export class Proposal {
  readonly signature: Signature;
  /** [nodes] component of each node when it was broadcast. */
  readonly view: Uint32Array;
  /** Authors of the signatures merged into this one, its own first: having proposed is their vote. */
  readonly authors: Set<number>;
  /** Decisions so far; more than one only while the network is split. */
  readonly decisions: Decision[] = [];
  /** Its place among the signatures of its step. */
  readonly serial: number;
  /** [nodes] votes cast; allotted when it first comes to the ballot. */
  votes: Uint8Array | undefined;

  constructor(signature: Signature, serial: number, view: Uint32Array) {
    this.signature = signature;
    this.serial = serial;
    this.view = view;
    this.authors = new Set([signature.author]);
  }

  /** What the node knows to be decided, if anything. */
  decisionSeenBy(node: number): Decision | undefined {
    return this.decisions.find(({ view, component }) => view[node] === component);
  }

  /** Whether a component has it before it: one of its members heard of it and none saw it decided. */
  isOpenIn(component: Component): boolean {
    return (
      component.had(this.view).has(this.view[this.signature.author]!) &&
      !this.decisions.some((decision) => component.had(decision.view).has(decision.component))
    );
  }

  /** Whether a component accepted or rejected it. */
  get isRuled(): boolean {
    return this.decisions.some(({ verdict }) => verdict === 'accepted' || verdict === 'rejected');
  }

  /** How the votes of these nodes stand. */
  count(members: Uint32Array): { confirms: number; rejects: number } {
    let confirms = 0;
    let rejects = 0;
    for (const node of this.votes === undefined ? [] : members) {
      if (this.votes?.[node] === Vote.confirm) confirms++;
      else if (this.votes?.[node] === Vote.reject) rejects++;
    }
    return { confirms, rejects };
  }

  /** For checkpoints. */
  save(): ProposalState {
    const { signature, serial, view, authors, decisions, votes } = this;
    return { signature, serial, view, authors, decisions, votes };
  }

  /** One as it was. */
  static from({ signature, serial, view, authors, decisions, votes }: ProposalState): Proposal {
    const proposal = new Proposal(signature, serial, view);
    for (const author of authors) proposal.authors.add(author);
    proposal.decisions.push(...decisions);
    proposal.votes = votes;
    return proposal;
  }

  ballotPaper(): Uint8Array {
    this.votes ??= new Uint8Array(this.view.length).fill(Vote.unreached);
    return this.votes;
  }
}

/** [proposals, F] their directions. */
export function directionsOf(proposals: readonly Proposal[], features: number): Int8Array {
  const directions = new Int8Array(proposals.length * features);
  for (const [p, { signature }] of proposals.entries()) directions.set(signature.direction, p * features);
  return directions;
}
