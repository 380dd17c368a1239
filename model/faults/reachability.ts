import type { RandomStreams } from '../../framework/random/index.js';
import type { NetworkSpace } from '../../framework/spaces/network.js';
import type { SecurityParameters } from '../parameters.js';
import { Outages } from './outages.js';
import { Partitions } from './partitions.js';

/** Component of a node that is offline. */
export const OFFLINE = 0xffffffff;

/** Nodes that reach one another over links that hold. */
export interface Component {
  /** Lowest index of its members. */
  readonly id: number;
  readonly members: Uint32Array;
}

/** Who reaches whom in a step: outages take nodes away, partitions cut links. */
export class Reachability {
  /** [nodes] component of each node; a new array at each change, so that it may be kept. */
  component: Uint32Array;
  components: readonly Component[] = [];
  readonly #network: NetworkSpace;
  readonly #outages: Outages;
  readonly #partitions: Partitions;

  constructor(faults: SecurityParameters['faults'], network: NetworkSpace, random: RandomStreams) {
    this.#network = network;
    this.#outages = new Outages(faults.outages, network.size, random);
    this.#partitions = new Partitions(faults.partitions, network.size);
    this.component = this.#apply(0);
  }

  /** Moves to a step. Returns whether any node's component changed. */
  moveTo(step: number): boolean {
    if (!this.#outages.changesAt(step) && !this.#partitions.changesAt(step)) return false;
    const before = this.component;
    this.component = this.#apply(step);
    return this.component.some((id, node) => id !== before[node]);
  }

  #apply(step: number): Uint32Array {
    const online = this.#outages.online(step);
    const component = this.#network.components((i) => online[i] === 1, this.#partitions.cuts(step));
    const members = new Map<number, number[]>();
    component.forEach((id, node) => {
      if (id === OFFLINE) return;
      const list = members.get(id);
      if (list === undefined) members.set(id, [node]);
      else list.push(node);
    });
    this.components = [...members].map(([id, list]) => ({ id, members: Uint32Array.from(list) }));
    return component;
  }
}
