import type { RandomStreams } from '../../framework/random/index.js';
import type { NetworkSpace } from '../../framework/spaces/network/network.js';
import type { SecurityParameters } from '../parameters.js';
import { Outages } from './outages.js';
import { Partitions } from './partitions.js';

/** Component of a node that is offline. */
export const OFFLINE = 0xffffffff;

/** Nodes that reach one another over links that hold. */
export class Component {
  /** Lowest index of its members. */
  readonly id: number;
  readonly members: Uint32Array;
  readonly #had = new WeakMap<Uint32Array, ReadonlySet<number>>();

  /** @param members ascending, at least one */
  constructor(members: Uint32Array) {
    this.id = members[0]!;
    this.members = members;
  }

  /**
   * The components that its members were in at another time. Found once for a view: proposals are many, views few.
   *
   * @param view [nodes] component of each node at that time; not changed afterwards
   */
  had(view: Uint32Array): ReadonlySet<number> {
    let ids = this.#had.get(view);
    if (ids === undefined) {
      ids = new Set(this.members.map((node) => view[node]!));
      this.#had.set(view, ids);
    }
    return ids;
  }
}

/** Who reaches whom in a step: outages take nodes away, partitions cut links. */
export class Reachability {
  /** [nodes] component of each node; a new array at each change and none else, so that it may be kept. */
  component: Uint32Array;
  components: readonly Component[] = [];
  /** Step in which it last changed. */
  since = 0;
  #isRestored = false;
  readonly #network: NetworkSpace;
  readonly #outages: Outages;
  readonly #partitions: Partitions;

  constructor(faults: SecurityParameters['faults'], network: NetworkSpace, random: RandomStreams) {
    this.#network = network;
    this.#outages = new Outages(faults.outages, network.size, random);
    this.#partitions = new Partitions(faults.partitions, network.size);
    this.component = this.#apply(0);
  }

  /** For checkpoints: the component of each node, and since when. */
  save(): { readonly component: Uint32Array; readonly since: number } {
    return { component: this.component, since: this.since };
  }

  restore({ component, since }: ReturnType<Reachability['save']>): void {
    this.component = component;
    this.components = componentsOf(component);
    this.since = since;
    this.#isRestored = true;
  }

  /** Moves to a step. Returns whether any node's component changed. */
  moveTo(step: number): boolean {
    // After a restart the faults may be others, and under way already.
    if (!this.#isRestored && !this.#outages.changesAt(step) && !this.#partitions.changesAt(step))
      return false;
    this.#isRestored = false;
    const before = this.component;
    this.component = this.#apply(step);
    const changed = this.component.some((id, node) => id !== before[node]);
    if (changed) this.since = step;
    else this.component = before;
    return changed;
  }

  #apply(step: number): Uint32Array {
    const online = this.#outages.online(step);
    const component = this.#network.components((i) => online[i] === 1, this.#partitions.cuts(step));
    this.components = componentsOf(component);
    return component;
  }
}

/** The components, in the order of their lowest members. */
function componentsOf(component: Uint32Array): Component[] {
  const members = new Map<number, number[]>();
  component.forEach((id, node) => {
    if (id === OFFLINE) return;
    const list = members.get(id);
    if (list === undefined) members.set(id, [node]);
    else list.push(node);
  });
  return Array.from(members.values(), (list) => new Component(Uint32Array.from(list)));
}
