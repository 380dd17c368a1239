/**
 * A model that says itself what of its state is looked at when two runs are compared: for state in private fields, and
 * to tell by agent what lies in one piece.
 */
export interface Traced {
  /**
   * Parts by their names: a `Population`, `byAgent(…)`, or any other value. Read after every stage; reading changes
   * nothing.
   */
  readonly traced: Readonly<Record<string, unknown>>;
}

export const isTraced = (model: object): model is Traced => 'traced' in model;

/** Values of the agents 0 … count − 1. */
export class ValuesByAgent {
  /** How many agents: they are 0 … count − 1. */
  readonly count: number;
  /** The value of one agent; reading it changes nothing. */
  readonly of: (agent: number) => unknown;

  constructor(count: number, of: (agent: number) => unknown) {
    this.count = count;
    this.of = of;
  }
}

/** A part of a `Traced` model that is told agent by agent: `byAgent(nodes, (node) => inbox.of(node))`. */
export const byAgent = (count: number, of: (agent: number) => unknown): ValuesByAgent =>
  new ValuesByAgent(count, of);
