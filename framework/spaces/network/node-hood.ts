import type { Hood } from '../cells/hood.js';
import type { Graph } from './node-space.js';

/** The nodes within so many links of each node, found by breadth when first asked for, and kept until links change. */
export class NodeHood implements Hood {
  readonly #graph: Graph;
  readonly #radius: number;
  readonly #centre: boolean;
  #entries = new Int32Array(0);
  steps = new Int32Array(0);
  #used = 0;
  #stale = true;

  constructor(graph: Graph, radius: number, centre: boolean) {
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
    this.steps = new Int32Array(64);
    this.#used = 0;
  }

  #make(node: number): number {
    const steps = this.#reached(node);
    const entry = this.#used;
    const end = entry + 1 + steps.length;
    if (end > this.steps.length) {
      const longer = new Int32Array(Math.max(end, this.steps.length * 2));
      longer.set(this.steps.subarray(0, entry));
      this.steps = longer;
    }
    this.steps[entry] = steps.length;
    this.steps.set(steps, entry + 1);
    this.#used = end;
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
