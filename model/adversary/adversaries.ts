import { Exit, StarlingError } from '../../framework/errors.js';
import type { RandomStreams } from '../../framework/random/index.js';
import type { Kernels } from '../../kernels/index.js';
import type { SecurityParameters } from '../parameters.js';
import type { Adversary, Behaviour, FalseSignature, Proposed } from './adversary.js';
import { Colluders } from './colluders.js';
import { selectNodes } from './select.js';
import { AlwaysNo, AlwaysYes, RandomVoter } from './simple.js';

/** Where a colluder finds the traffic that it passes off as an attack. */
export interface Window {
  /** Int8 directions [rows, F] of a node's window; empty while it is away or has none. */
  readonly of: (node: number) => Int8Array;
  readonly features: number;
  /** Integer dot product from which two directions are similar. */
  readonly bound: number;
}

/** The faulty nodes of a run: who they are and what they say. A node has one behaviour; entries take disjoint nodes. */
export class Adversaries {
  /** [nodes] 1 where a node is honest. */
  readonly honest: Uint8Array;
  readonly #adversaries: (Adversary | undefined)[];
  readonly #colluders: Colluders[] = [];

  /** @throws StarlingError when an entry names a node that does not exist or that another entry took */
  constructor(entries: SecurityParameters['faults']['byzantine'], nodes: number, random: RandomStreams) {
    this.honest = new Uint8Array(nodes).fill(1);
    this.#adversaries = new Array<undefined>(nodes);
    // Named nodes first: a share is then drawn from those that nobody named.
    const named = entries.map(({ nodes: selection }) => typeof selection !== 'number');
    const order = [...entries.keys()].sort((a, b) => Number(named[b]) - Number(named[a]) || a - b);
    for (const index of order) {
      const { behaviour, nodes: selection } = entries[index]!;
      const free = Uint32Array.from(this.honest.keys()).filter((node) => this.honest[node] === 1);
      const cursor = random.stream(`byzantine nodes ${index}`).cursor(0, 0);
      const chosen = selectNodes(selection, nodes, cursor, free);
      const adversary = this.#create(behaviour, chosen, index, random);
      for (const node of chosen) this.#assign(node, adversary);
    }
  }

  /** A node's behaviour; undefined for an honest node. */
  behaviourOf(node: number): Behaviour | undefined {
    return this.#adversaries[node]?.behaviour;
  }

  /**
   * Replaces the votes of the faulty nodes.
   *
   * @param votes [ballot, voters] what honest nodes would say; changed in place
   * @param voters the node of each column
   */
  vote(votes: Uint8Array, voters: Uint32Array, ballot: readonly Proposed[], step: number): void {
    const column = new Uint8Array(ballot.length);
    voters.forEach((node, v) => {
      const adversary = this.#adversaries[node];
      if (adversary === undefined) return;
      for (let p = 0; p < column.length; p += 1) column[p] = votes[p * voters.length + v]!;
      adversary.votes(column, ballot, node, step).forEach((vote, p) => {
        votes[p * voters.length + v] = vote;
      });
    });
  }

  /** False signatures of a step: at most one from each colluding group, named groups before drawn ones. */
  async propose(
    kernels: Pick<Kernels, 'matchCounts' | 'columns'>,
    window: Window,
  ): Promise<FalseSignature[]> {
    const proposed: FalseSignature[] = [];
    for (const group of this.#colluders) {
      const signature = await group.propose(kernels, window.of, window.features, window.bound);
      if (signature !== undefined) proposed.push(signature);
    }
    return proposed;
  }

  #create(behaviour: Behaviour, members: Uint32Array, index: number, random: RandomStreams): Adversary {
    switch (behaviour) {
      case 'always-yes':
        return new AlwaysYes();
      case 'always-no':
        return new AlwaysNo();
      case 'random':
        return new RandomVoter(random.stream(`byzantine votes ${index}`));
      case 'colluding': {
        const group = new Colluders(members);
        this.#colluders.push(group);
        return group;
      }
    }
  }

  #assign(node: number, adversary: Adversary): void {
    const other = this.#adversaries[node];
    if (other !== undefined)
      throw new StarlingError(`Node ${node} cannot be both ${other.behaviour} and ${adversary.behaviour}.`, {
        code: Exit.usage,
        place: 'faults.byzantine',
        hint: 'Name each node under one behaviour.',
      });
    this.#adversaries[node] = adversary;
    this.honest[node] = 0;
  }
}
