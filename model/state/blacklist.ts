import { createHash } from 'node:crypto';
import { isHeld, mostOf, settle } from './knowledge.js';
import type { Signature } from './signature.js';

/** An accepted signature. */
export interface Entry {
  readonly signature: Signature;
  /** Step in which it was accepted. */
  readonly since: number;
}

/** What a checkpoint keeps of the blacklists: columns of [nodes], one an entry. */
export interface BlacklistState {
  readonly entries: readonly Entry[];
  readonly known: readonly Uint8Array[];
  readonly vetoed: readonly Uint8Array[];
}

/**
 * The blacklists of all nodes: one list of entries, and per node what it knows and what it applies.
 * A node's own list is the fold of the decisions it has seen, in the order of acceptance.
 */
export class Blacklist {
  readonly entries: Entry[] = [];
  readonly #nodes: number;
  readonly #features: number;
  /** One column of [nodes] an entry. */
  readonly #known: Uint8Array[] = [];
  readonly #vetoed: Uint8Array[] = [];

  constructor(nodes: number, features: number) {
    this.#nodes = nodes;
    this.#features = features;
  }

  get size(): number {
    return this.entries.length;
  }

  /** Adds an accepted signature that nobody knows yet. Returns its index. */
  add(signature: Signature, since: number): number {
    this.entries.push({ signature, since });
    this.#known.push(new Uint8Array(this.#nodes));
    this.#vetoed.push(new Uint8Array(this.#nodes));
    return this.entries.length - 1;
  }

  indexOf(id: string): number {
    return this.entries.findIndex(({ signature }) => signature.id === id);
  }

  /** [nodes] knowledge of an entry. */
  known(entry: number): Uint8Array {
    return this.#known[entry]!;
  }

  /** [nodes] 1 where a node knows the entry but does not apply it. */
  vetoed(entry: number): Uint8Array {
    return this.#vetoed[entry]!;
  }

  /** Whether a node holds an entry. */
  isHeldBy(node: number, entry: number): boolean {
    return isHeld(this.#known[entry]![node]!);
  }

  /** Members enter an entry in their lists. */
  enter(members: Uint32Array, entry: number): void {
    settle(this.#known[entry]!, members, true);
  }

  /** Members strike an entry off their lists. */
  strike(members: Uint32Array, entry: number): void {
    settle(this.#known[entry]!, members, false);
  }

  /** Entries that a node holds, in order of acceptance. */
  heldBy(node: number): number[] {
    return this.entries.flatMap((_, e) => (this.isHeldBy(node, e) ? [e] : []));
  }

  /** Members tell one another what they know. Returns those that learned something. */
  meet(members: Uint32Array): Set<number> {
    const learned = new Set<number>();
    for (const known of this.#known) {
      const most = mostOf(known, members);
      for (const node of members) {
        if (known[node] === most) continue;
        known[node] = most;
        learned.add(node);
      }
    }
    return learned;
  }

  /** SHA-256 over the ids of a node's entries, hex: equal lists have equal hashes. */
  hashOf(node: number): string {
    const hash = createHash('sha256');
    for (const e of this.heldBy(node)) hash.update(this.entries[e]!.signature.id);
    return hash.digest('hex');
  }

  /** The first node that holds another list than the first of them, if any. */
  differsAmong(members: Uint32Array): number | undefined {
    const first = members[0];
    if (first === undefined) return undefined;
    return members.find((node) => this.#known.some((known) => known[node] !== known[first]));
  }

  /**
   * Forgets entries that no node holds any more. Not to be called while parts of the network may still come to hold
   * what others know to be gone. Returns whether any went.
   */
  compact(): boolean {
    if (this.#known.every((known) => known.some(isHeld))) return false;
    const keep = this.#known.map((known) => known.some(isHeld));
    const kept = (_: unknown, e: number): boolean => keep[e]!;
    this.entries.splice(0, Infinity, ...this.entries.filter(kept));
    this.#known.splice(0, Infinity, ...this.#known.filter(kept));
    this.#vetoed.splice(0, Infinity, ...this.#vetoed.filter(kept));
    return true;
  }

  /** For checkpoints. */
  save(): BlacklistState {
    return { entries: this.entries, known: this.#known, vetoed: this.#vetoed };
  }

  /** Into empty lists. */
  restore({ entries, known, vetoed }: BlacklistState): void {
    this.entries.push(...entries);
    this.#known.push(...known);
    this.#vetoed.push(...vetoed);
  }

  /** [entries, F] directions, row-major. */
  directions(entries: readonly number[] = this.entries.map((_, e) => e)): Int8Array {
    const out = new Int8Array(entries.length * this.#features);
    for (const [row, e] of entries.entries())
      out.set(this.entries[e]!.signature.direction, row * this.#features);
    return out;
  }

  /** [of, entries] 1 where a node applies an entry: it knows it, and has not vetoed it. */
  applies(of: Uint32Array): Uint8Array {
    const width = this.entries.length;
    const out = new Uint8Array(of.length * width);
    for (let e = 0; e < width; e++) {
      const known = this.#known[e]!;
      const vetoed = this.#vetoed[e]!;
      for (let i = 0; i < of.length; i++) {
        const node = of[i]!;
        out[i * width + e] = isHeld(known[node]!) && vetoed[node] === 0 ? 1 : 0;
      }
    }
    return out;
  }
}
