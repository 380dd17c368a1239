import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { IndexSet } from '../cells/index-set.js';
import { NetworkSpace } from './network.js';

/** Who must know when a network changes. */
export interface NetworkWatcher {
  added(node: number): void;
  /** Before the node goes, and before any watcher is told that it has. @throws to refuse it */
  leaving(node: number): void;
  removed(node: number): void;
  /** Links came or went. */
  relinked(): void;
}

/** A dynamic network at a moment, as plain data. */
export interface DynamicNetworkState {
  /** Numbers of nodes are below. */
  readonly size: number;
  /** The nodes there are, in the order from which one is drawn. */
  readonly nodes: Int32Array;
  /** Numbers of nodes that went, the one to be used next last. */
  readonly free: Int32Array;
  /** Both ends of each link in turn, each link once. */
  readonly links: Int32Array;
}

/**
 * An undirected network that changes: nodes and links come and go. Nodes are numbered from 0; the number of a node that
 * went is given to the next that comes, the last first. Neighbours are in ascending order, always.
 */
export class DynamicNetwork {
  /** By node, ascending; undefined where there is no node of this number. */
  #neighbours: (number[] | undefined)[] = [];
  readonly #nodes = new IndexSet(0);
  #free: number[] = [];
  #links = 0;
  readonly #watchers: NetworkWatcher[] = [];

  /** @param nodes how many there are at first */
  constructor(nodes = 0) {
    for (let i = 0; i < nodes; i++) this.addNode();
  }

  /** With the nodes and links of another network. */
  static from(network: NetworkSpace): DynamicNetwork {
    const copy = new DynamicNetwork(network.size);
    for (let i = 0; i < network.size; i++)
      for (const j of network.neighbours(i)) if (i < j) copy.addLink(i, j);
    return copy;
  }

  /** Numbers of nodes are below: a number may be free. */
  get size(): number {
    return this.#neighbours.length;
  }

  /** Nodes that there are. */
  get nodeCount(): number {
    return this.#nodes.count;
  }

  /** Links, each counted once. */
  get links(): number {
    return this.#links;
  }

  /** The nodes that there are, ascending. */
  get nodes(): Int32Array {
    return this.#nodes.toArray().sort();
  }

  /** Whether there is a node of this number. */
  hasNode(i: number): boolean {
    return this.#neighbours[i] !== undefined;
  }

  /** A new node without links; answers its number. */
  addNode(): number {
    const node = this.#free.pop() ?? this.#neighbours.length;
    this.#neighbours[node] = [];
    if (node >= this.#nodes.size) this.#nodes.grow(Math.max(16, 2 * node));
    this.#nodes.add(node);
    for (const watcher of this.#watchers) watcher.added(node);
    return node;
  }

  /** Takes a node away, and its links. @throws StarlingError where it is not there, or someone is on it */
  removeNode(i: number): void {
    const neighbours = this.#of(i);
    // Whoever refuses does so before anybody believes that it is gone.
    for (const watcher of this.#watchers) watcher.leaving(i);
    for (const j of [...neighbours]) this.removeLink(i, j);
    this.#neighbours[i] = undefined;
    this.#nodes.delete(i);
    this.#free.push(i);
    for (const watcher of this.#watchers) watcher.removed(i);
  }

  /** Links two nodes; answers false, and does nothing, where they are linked. @throws StarlingError for a loop */
  addLink(a: number, b: number): boolean {
    const ofA = this.#of(a);
    const ofB = this.#of(b);
    if (a === b) throw new StarlingError(`A link joins two different nodes; got ${a} twice.`);
    const at = placeIn(ofA, b);
    if (ofA[at] === b) return false;
    ofA.splice(at, 0, b);
    ofB.splice(placeIn(ofB, a), 0, a);
    this.#links++;
    for (const watcher of this.#watchers) watcher.relinked();
    return true;
  }

  /** Answers false, and does nothing, where the two are not linked. */
  removeLink(a: number, b: number): boolean {
    const ofA = this.#of(a);
    const ofB = this.#of(b);
    const at = placeIn(ofA, b);
    if (ofA[at] !== b) return false;
    ofA.splice(at, 1);
    ofB.splice(placeIn(ofB, a), 1);
    this.#links--;
    for (const watcher of this.#watchers) watcher.relinked();
    return true;
  }

  /** How many neighbours a node has. */
  degree(i: number): number {
    return this.#of(i).length;
  }

  /** Ascending; do not write. */
  neighbours(i: number): readonly number[] {
    return this.#of(i);
  }

  /** Whether two nodes are linked. */
  linked(a: number, b: number): boolean {
    const ofA = this.#of(a);
    return ofA[placeIn(ofA, b)] === b;
  }

  /** A node drawn uniformly with one draw, undefined where there is none. */
  randomNode(random: RandomCursor): number | undefined {
    return this.#nodes.count === 0 ? undefined : this.#nodes.at(random.below(this.#nodes.count));
  }

  /** As it stands, in the form that is fast to read. @throws StarlingError where numbers of nodes are free */
  toNetwork(): NetworkSpace {
    if (this.nodeCount < this.size)
      throw new StarlingError(`Nodes went: ${this.nodeCount} of the numbers below ${this.size} are nodes.`);
    return NetworkSpace.fromEdges(this.size, this.#pairs());
  }

  /** Tells of every change from now on. */
  watch(watcher: NetworkWatcher): void {
    this.#watchers.push(watcher);
  }

  save(): DynamicNetworkState {
    return {
      size: this.size,
      nodes: this.#nodes.toArray(),
      free: Int32Array.from(this.#free),
      links: Int32Array.from([...this.#pairs()].flat()),
    };
  }

  /** Becomes what it was when `state` was saved. A space on it keeps a copy of its own, and restores both. */
  restore(state: DynamicNetworkState): void {
    this.#neighbours = new Array<undefined>(state.size).fill(undefined);
    for (const node of state.nodes) this.#neighbours[node] = [];
    this.#nodes.reset(state.nodes, state.size);
    this.#free = Array.from(state.free);
    this.#links = 0;
    for (let at = 0; at < state.links.length; at += 2) this.addLink(state.links[at]!, state.links[at + 1]!);
    for (const watcher of this.#watchers) watcher.relinked();
  }

  *#pairs(): Generator<[number, number]> {
    for (const [i, neighbours] of this.#neighbours.entries())
      for (const j of neighbours ?? []) if (i < j) yield [i, j];
  }

  #of(i: number): number[] {
    const neighbours = this.#neighbours[i];
    if (neighbours === undefined) throw new StarlingError(`There is no node ${i}.`);
    return neighbours;
  }
}

/** Where a value is in an ascending list, or would be. */
function placeIn(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
