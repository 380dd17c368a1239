import type { RandomStreams } from '../../framework/random/index.js';
import { selectNodes } from '../adversary/index.js';
import type { SecurityParameters } from '../parameters.js';

interface Outage {
  readonly nodes: Uint32Array;
  readonly start: number;
  /** First step after it. */
  readonly end: number;
}

/** Node outages: which nodes crash and when they return. */
export class Outages {
  readonly #outages: readonly Outage[];
  readonly #nodes: number;

  constructor(outages: SecurityParameters['faults']['outages'], nodes: number, random: RandomStreams) {
    this.#nodes = nodes;
    this.#outages = outages.map(({ nodes: selection, start, steps }, i) => ({
      nodes: selectNodes(selection, nodes, random.stream(`outage ${i}`).cursor(0, 0)),
      start,
      end: start + steps,
    }));
  }

  /** Whether some outage begins or ends at this step. */
  changesAt(step: number): boolean {
    return this.#outages.some(({ start, end }) => step === start || step === end);
  }

  /** [nodes] 1 where a node is up in this step. */
  online(step: number): Uint8Array {
    const online = new Uint8Array(this.#nodes).fill(1);
    for (const { nodes, start, end } of this.#outages) {
      if (step < start || step >= end) continue;
      for (const node of nodes) online[node] = 0;
    }
    return online;
  }
}
