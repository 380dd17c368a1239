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

/** A signature on its way through the vote. */
export class Proposal {
  readonly signature: Signature;
  /** [nodes] component of each node when it was broadcast. */
  readonly view: Uint32Array;
  /** Authors of the signatures merged into this one, its own first: having proposed is their vote. */
  readonly authors: number[];
  /** Decisions so far; more than one only while the network is split. */
  readonly decisions: Decision[] = [];
  /** [nodes] votes cast; allotted when it first comes to the ballot. */
  votes: Uint8Array | undefined;

  /** Its place among the signatures of its step. */
  readonly serial: number;

  constructor(signature: Signature, serial: number, view: Uint32Array) {
    this.signature = signature;
    this.serial = serial;
    this.view = view;
    this.authors = [signature.author];
  }

  /** Whether the broadcast found a way to this node. */
  reached(node: number): boolean {
    return this.view[node] === this.view[this.signature.author];
  }

  /** What the node knows to be decided, if anything. */
  decisionSeenBy(node: number): Decision | undefined {
    return this.decisions.find(({ view, component }) => view[node] === component);
  }

  /** Whether a component has it before it: one of its members heard of it and none saw it decided. */
  isOpenIn({ members }: Component): boolean {
    return (
      members.some((node) => this.reached(node)) &&
      (this.decisions.length === 0 || !members.some((node) => this.decisionSeenBy(node) !== undefined))
    );
  }

  ballotPaper(): Uint8Array {
    this.votes ??= new Uint8Array(this.view.length).fill(Vote.unreached);
    return this.votes;
  }
}
