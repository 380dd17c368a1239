import { KeptHood } from '../cells/kept-hood.js';
import type { Graph } from './node-space.js';

/** The nodes within so many links of each node, found by breadth when first asked for, and kept until links change. */
export class NodeHood extends KeptHood {
  readonly #graph: Graph;
  readonly #radius: number;
  readonly #centre: boolean;
  #entries = new Int32Array(0);
  #stale = true;

  constructor(graph: Graph, radius: number, centre: boolean) {
    super();
    this.#graph = graph;
    this.#radius = radius;
    this.#centre = centre;
  }

  open(node: number): number {
    if (this.#stale || this.#entries.length < this.#graph.size) this.#clear();
    const entry = this.#entries[node]!;
    return entry >= 0 ? entry : this.#make(node);
  }

  /** Links changed. */
  forget(): void {
    this.#stale = true;
  }

  #clear(): void {
    this.#stale = false;
    this.#entries = new Int32Array(this.#graph.size).fill(-1);
    this.drop();
  }

  #make(node: number): number {
    const entry = this.keep(this.#reached(node));
    this.#entries[node] = entry;
    return entry;
  }

  #reached(node: number): Int32Array {
    const seen = new Set([node]);
    let edge = [node];
    for (let links = 0; links < this.#radius && edge.length > 0; links++) {
      const next: number[] = [];
      for (const from of edge)
        for (const to of Array.from(this.#graph.neighbours(from))) {
          if (seen.has(to)) continue;
          seen.add(to);
          next.push(to);
        }
      edge = next;
    }
    if (!this.#centre) seen.delete(node);
    return Int32Array.from(seen)
      .sort()
      .map((other) => other - node);
  }
}
