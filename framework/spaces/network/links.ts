import { StarlingError } from '../../errors.js';

/** A simple undirected graph under construction: no loops, no link twice. */
export class Links {
  readonly #lists: number[][];
  count = 0;

  constructor(nodes: number) {
    this.#lists = Array.from({ length: nodes }, () => []);
  }

  get nodes(): number {
    return this.#lists.length;
  }

  degree(i: number): number {
    return this.#lists[i]!.length;
  }

  has(a: number, b: number): boolean {
    const ofA = this.#lists[a]!;
    const ofB = this.#lists[b]!;
    return ofA.length <= ofB.length ? ofA.includes(b) : ofB.includes(a);
  }

  /** Links two nodes; answers false, and does nothing, where that would make a loop or a second link. */
  add(a: number, b: number): boolean {
    if (a === b || this.has(a, b)) return false;
    this.#lists[a]!.push(b);
    this.#lists[b]!.push(a);
    this.count++;
    return true;
  }

  remove(a: number, b: number): void {
    drop(this.#lists[a]!, b);
    drop(this.#lists[b]!, a);
    this.count--;
  }

  /** The links that are missing here. */
  complement(): Links {
    const others = new Links(this.nodes);
    for (let a = 0; a < this.nodes; a++)
      for (let b = a + 1; b < this.nodes; b++) if (!this.has(a, b)) others.add(a, b);
    return others;
  }

  /** Compressed sparse rows: node i's neighbours are `targets[offsets[i]]` … `targets[offsets[i + 1] − 1]`, ascending. */
  compress(): { offsets: Uint32Array; targets: Uint32Array } {
    const offsets = new Uint32Array(this.nodes + 1);
    for (let i = 0; i < this.nodes; i++) offsets[i + 1] = offsets[i]! + this.degree(i);
    const targets = new Uint32Array(this.count * 2);
    for (let i = 0; i < this.nodes; i++) {
      targets.set(this.#lists[i]!, offsets[i]!);
      targets.subarray(offsets[i]!, offsets[i + 1]!).sort();
    }
    return { offsets, targets };
  }
}

function drop(list: number[], value: number): void {
  const at = list.indexOf(value);
  if (at < 0) throw new StarlingError('Cannot remove a link that is not there.');
  list[at] = list[list.length - 1]!;
  list.pop();
}
