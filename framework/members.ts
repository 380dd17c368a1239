import type { RandomCursor } from './random/index.js';

/**
 * What a set needs of its agents. (Not `Agent` itself: that would tie the type of every set to the type of the agent's
 * model, and a model whose fields are sets could not be typed without annotations.)
 */
export interface AgentLike {
  /** Rises in the order of creation. */
  readonly id: number;
  /** False once it was removed from its model. */
  readonly alive: boolean;
}

/** The agents behind a set, in order. Arrays that hold a removed agent never change: a pass over one stays valid. */
export interface Membership<A extends AgentLike> {
  /** Some may have been removed: whoever walks them asks `alive`. */
  readonly items: readonly A[];
  /** How many are alive. */
  readonly live: number;
  /** Those alive, and no others. Not to be changed. */
  living(): readonly A[];
  has(agent: A): boolean;
  pick(random: RandomCursor): A | undefined;
}

/** How often an agent has been removed so far, from any model: whoever has looked since then need not look again. */
export const removals = { count: 0 };

/** The agents of a model, or of one class in it: a live set. Only the model changes them. */
export class Members<A extends AgentLike> implements Membership<A> {
  items: A[] = [];
  #live = 0;

  get live(): number {
    return this.#live;
  }

  living(): readonly A[] {
    return this.#live === this.items.length ? this.items : this.items.filter(({ alive }) => alive);
  }

  /** Ids rise in the order of the items: O(log n). */
  has(agent: A): boolean {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.items[middle]!.id < agent.id) low = middle + 1;
      else high = middle;
    }
    return agent.alive && this.items[low] === agent;
  }

  pick(random: RandomCursor): A | undefined {
    // At most half of the items are dead, so a few tries meet one that is alive.
    for (let tries = 0; tries < 64 && this.items.length > 0; tries++) {
      const agent = this.items[random.below(this.items.length)]!;
      if (agent.alive) return agent;
    }
    return random.pick(this.living());
  }

  add(agent: A): void {
    this.items.push(agent);
    this.#live++;
  }

  /** From here on these are the members, all of them alive. */
  replace(agents: readonly A[]): void {
    this.items = [...agents];
    this.#live = agents.length;
  }

  /** One of the items has just been removed from the model. Costs O(1), averaged over removals. */
  removed(): void {
    this.#live--;
    if (this.#live * 2 < this.items.length) this.settle();
  }

  /** Lets go of the dead. Done after each step, so that no draw of a later one depends on who died before it. */
  settle(): void {
    if (this.#live !== this.items.length) this.items = this.items.filter(({ alive }) => alive);
  }
}

/** Agents that were chosen once: a set that a verb has made. */
export class Chosen<A extends AgentLike> implements Membership<A> {
  items: readonly A[];
  #looked: number;
  #known: ReadonlySet<A> | undefined;

  /**
   * @param items none twice
   * @param looked the count of removals when they were all alive
   */
  constructor(items: readonly A[], looked = removals.count) {
    this.items = items;
    this.#looked = looked;
  }

  get live(): number {
    return this.living().length;
  }

  living(): readonly A[] {
    if (this.#looked !== removals.count) {
      this.#looked = removals.count;
      if (this.items.some(({ alive }) => !alive)) this.items = this.items.filter(({ alive }) => alive);
    }
    return this.items;
  }

  /** O(1) from the second question on. */
  has(agent: A): boolean {
    this.#known ??= new Set(this.items);
    return agent.alive && this.#known.has(agent);
  }

  pick(random: RandomCursor): A | undefined {
    return random.pick(this.living());
  }
}
