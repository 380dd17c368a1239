import { StarlingError } from '../../errors.js';
import type { RandomCursor } from '../../random/index.js';
import { completeComponents, type IsCut, type IsUp, sparseComponents } from './components.js';
import { regularLinks, scaleFreeLinks, smallWorldLinks } from './generators.js';
import { Links } from './links.js';
import { chanceLinks, countLinks } from './random.js';

const EMPTY = new Uint32Array(0);

/**
 * An undirected network of the nodes 0 … size − 1, without loops or double links. Generators decide on integers, so a
 * seed gives the same network everywhere. The complete network is kept implicit.
 */
export class NetworkSpace {
  /** Nodes are 0 … size − 1. */
  readonly size: number;
  /** Number of links, each counted once. */
  readonly links: number;
  /** Whether everyone is linked to everyone; then `offsets` and `targets` are empty. */
  readonly complete: boolean;
  /** Node i's neighbours are `targets[offsets[i]]` … `targets[offsets[i + 1] − 1]`, ascending. */
  readonly offsets: Uint32Array;
  /** The neighbours, node after node; see `offsets`. */
  readonly targets: Uint32Array;

  private constructor(size: number, links: Links | undefined) {
    this.size = size;
    this.complete = links === undefined;
    this.links = links?.count ?? (size * (size - 1)) / 2;
    const { offsets, targets } = links?.compress() ?? { offsets: EMPTY, targets: EMPTY };
    this.offsets = offsets;
    this.targets = targets;
  }

  /** Everyone is linked to everyone. */
  static full(n: number): NetworkSpace {
    check(isCount(n, 1), `a network has at least one node; got ${n}`);
    return new NetworkSpace(n, undefined);
  }

  /** A ring of k nearest (k even), each link rewired with the given chance (Watts and Strogatz 1998). */
  static smallWorld(n: number, k: number, rewirePpm: number, random: RandomCursor): NetworkSpace {
    check(
      isCount(n, 1) && isCount(k, 2) && k % 2 === 0 && k < n,
      `a small world takes an even k of 2 … n − 1; got n = ${n}, k = ${k}`,
    );
    check(
      isCount(rewirePpm, 0) && rewirePpm <= 1_000_000,
      `the chance to rewire is 0 … 1 000 000 ppm; got ${rewirePpm}`,
    );
    return new NetworkSpace(n, smallWorldLinks(n, k, rewirePpm, random));
  }

  /** Each new node links to m others in proportion to their degree (Barabási and Albert 1999). */
  static scaleFree(n: number, m: number, random: RandomCursor): NetworkSpace {
    check(
      isCount(n, 1) && isCount(m, 1) && m < n,
      `a scale-free network takes m of 1 … n − 1; got n = ${n}, m = ${m}`,
    );
    return new NetworkSpace(n, scaleFreeLinks(n, m, random));
  }

  /** Everyone has exactly k links; n · k must be even. */
  static kRegular(n: number, k: number, random: RandomCursor): NetworkSpace {
    check(
      isCount(n, 1) && isCount(k, 0) && k < n && (n * k) % 2 === 0,
      `a k-regular network takes k of 0 … n − 1 with n · k even; got n = ${n}, k = ${k}`,
    );
    return new NetworkSpace(n, regularLinks(n, k, random));
  }

  /** Each pair is linked with the given chance (Erdős–Rényi, G(n, p)); takes a draw a pair. */
  static random(n: number, chancePpm: number, random: RandomCursor): NetworkSpace {
    check(isCount(n, 1), `a network has at least one node; got ${n}`);
    check(
      isCount(chancePpm, 0) && chancePpm <= 1_000_000,
      `the chance of a link is 0 … 1 000 000 ppm; got ${chancePpm}`,
    );
    return new NetworkSpace(n, chanceLinks(n, chancePpm, random));
  }

  /** So many links between pairs drawn at random (Erdős–Rényi, G(n, m)). */
  static randomLinks(n: number, links: number, random: RandomCursor): NetworkSpace {
    check(isCount(n, 1), `a network has at least one node; got ${n}`);
    check(
      isCount(links, 0) && links <= (n * (n - 1)) / 2,
      `${n} nodes have 0 … ${(n * (n - 1)) / 2} links; got ${links}`,
    );
    return new NetworkSpace(n, countLinks(n, links, random));
  }

  /** From pairs of nodes; a pair given twice, in either direction, is one link. */
  static fromEdges(n: number, edges: Iterable<readonly [number, number]>): NetworkSpace {
    check(isCount(n, 1), `a network has at least one node; got ${n}`);
    const links = new Links(n);
    for (const [a, b] of edges) {
      check(
        isCount(a, 0) && isCount(b, 0) && a < n && b < n && a !== b,
        `a link joins two different nodes of 0 … ${n - 1}; got ${a} and ${b}`,
      );
      links.add(a, b);
    }
    return new NetworkSpace(n, links);
  }

  /** For checkpoints. A network never changes: it is made anew as it was, and this tells that it is the same. */
  save(): { readonly size: number; readonly offsets: Uint32Array; readonly targets: Uint32Array } {
    return { size: this.size, offsets: this.offsets, targets: this.targets };
  }

  /** @throws StarlingError for another network */
  restore({ size, offsets, targets }: ReturnType<NetworkSpace['save']>): void {
    const isSame = (one: Uint32Array, other: Uint32Array): boolean =>
      one.length === other.length && one.every((value, i) => value === other[i]);
    if (size !== this.size || !isSame(offsets, this.offsets) || !isSame(targets, this.targets))
      throw new StarlingError('The saved network is another one: a network is made anew, it never changes.');
  }

  /** How many neighbours a node has. */
  degree(i: number): number {
    return this.complete ? this.size - 1 : this.offsets[i + 1]! - this.offsets[i]!;
  }

  /** The j-th neighbour of node i, j from 0 to its degree − 1; ascending in j. */
  neighbour(i: number, j: number): number {
    if (this.complete) return j < i ? j : j + 1;
    return this.targets[this.offsets[i]! + j]!;
  }

  /** Neighbours in ascending order: a window on the network (do not write), or a new array in the complete one. */
  neighbours(i: number): Uint32Array {
    if (!this.complete) return this.targets.subarray(this.offsets[i]!, this.offsets[i + 1]!);
    return Uint32Array.from({ length: this.size - 1 }, (_, j) => this.neighbour(i, j));
  }

  /** Whether two nodes are linked; takes O(log degree). */
  linked(a: number, b: number): boolean {
    if (this.complete) return a !== b;
    let low = this.offsets[a]!;
    let high = this.offsets[a + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.targets[middle]! < b) low = middle + 1;
      else high = middle;
    }
    return low < this.offsets[a + 1]! && this.targets[low] === b;
  }

  /**
   * The connected parts of what is up and not cut: one entry a node, the smallest index in its component, or `OFFLINE`
   * for a node that is not up. `isCut` must be symmetric. Takes O(links); in the complete network O(size) plus one
   * call per cut pair that is met.
   */
  components(isUp: IsUp = () => true, isCut: IsCut = () => false): Uint32Array {
    return this.complete
      ? completeComponents(this.size, isUp, isCut)
      : sparseComponents(this.offsets, this.targets, isUp, isCut);
  }
}

function isCount(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 0xffffffff;
}

function check(holds: boolean, expected: string): asserts holds {
  if (!holds) throw new StarlingError(`Cannot make the network: ${expected}.`);
}
