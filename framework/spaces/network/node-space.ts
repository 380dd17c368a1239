import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { type Capacity, CellSpace, type CellsState } from '../cells/cell-space.js';
import type { Hood } from '../cells/hood.js';
import type { Item } from '../item.js';
import type { SpaceOptions } from '../owner.js';
import { DynamicNetwork, type DynamicNetworkState } from './dynamic.js';
import { NodeHood } from './node-hood.js';

/** Nodes numbered below `size`, and who is linked to whom. */
export interface Graph {
  /** Numbers of nodes are below. */
  readonly size: number;
  /** Ascending. */
  neighbours(i: number): ArrayLike<number>;
}

/** What a space of nodes is made of, besides the network. */
export interface NodeSpaceOptions<I extends Item = never> extends SpaceOptions<I> {
  /** Items that a node holds at most: no end where nothing is said. */
  readonly capacity?: Capacity;
}

/** What a space of nodes is at a moment, as plain data. */
export interface NodesState extends CellsState {
  /** Where the network changes. */
  readonly network?: DynamicNetworkState;
}

/**
 * Items on the nodes of a network. A cell of this space is a node, and a radius counts links: those within 0 are on the
 * same node. Where the network is a `DynamicNetwork`, the space follows its changes; a node on which someone is
 * cannot go.
 */
export class NodeSpace<I extends Item = number> extends CellSpace<I> {
  /** Whose nodes the cells are. */
  readonly network: Graph;
  /** By radius, without centre and with it. */
  readonly #hoods: [NodeHood[], NodeHood[]] = [[], []];

  constructor(network: Graph, { capacity = 'unlimited', of }: NodeSpaceOptions<NoInfer<I>> = {}) {
    super(network.size, capacity, of);
    this.network = network;
    if (!(network instanceof DynamicNetwork)) return;
    const { empties } = this.occupancy;
    for (let node = 0; node < network.size; node++) if (!network.hasNode(node)) empties.delete(node);
    network.watch({
      added: (node) => {
        if (node >= this.occupancy.size) this.occupancy.grow(Math.max(16, 2 * node));
        empties.add(node);
      },
      leaving: (node) => {
        if (!this.isEmpty(node))
          throw new StarlingError(`The node ${node} cannot go: ${this.count(node)} are on it.`, {
            hint: 'Move or remove them first.',
          });
      },
      removed: (node) => empties.delete(node),
      relinked: () => {
        for (const hood of this.#hoods.flat()) hood.forget();
      },
    });
  }

  /** Nodes are numbered below. */
  get size(): number {
    return this.network.size;
  }

  hood(radius: number, centre = false): Hood {
    const hoods = this.#hoods[centre ? 1 : 0];
    const known = hoods[radius];
    if (known !== undefined) return known;
    if (!Number.isInteger(radius) || radius < 0)
      throw new StarlingError(`A radius on a network is a whole number of links, 0 or more; got ${radius}.`);
    const hood = new NodeHood(this.network, radius, centre);
    hoods[radius] = hood;
    return hood;
  }

  /** @throws StarlingError for a node that is not there */
  override place(item: I, at: number): void {
    this.#check(at);
    super.place(item, at);
  }

  override move(item: I, to: number): void {
    this.#check(to);
    super.move(item, to);
  }

  /** @throws StarlingError where there are no nodes */
  override randomPlace(random: RandomCursor): number {
    if (!(this.network instanceof DynamicNetwork)) return super.randomPlace(random);
    const node = this.network.randomNode(random);
    if (node === undefined) throw new StarlingError('The network has no nodes.');
    return node;
  }

  override save(): NodesState {
    const { network } = this;
    return network instanceof DynamicNetwork ? { ...super.save(), network: network.save() } : super.save();
  }

  /** As in a `CellSpace`; a dynamic network becomes what it was, too. */
  override restore(state: NodesState, agentOf?: (id: number) => I | undefined): void {
    if (this.network instanceof DynamicNetwork && state.network !== undefined)
      this.network.restore(state.network);
    if (this.size > this.occupancy.size) this.occupancy.grow(this.size);
    super.restore(state, agentOf);
  }

  #check(node: number): void {
    if (this.network instanceof DynamicNetwork && !this.network.hasNode(node))
      throw new StarlingError(`There is no node ${node}.`);
  }
}
