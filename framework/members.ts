/**
 * What a set needs of its agents. (Not `Agent` itself: that would tie the type of every set to the type of the agent's
 * model, and a model whose fields are sets could not be typed without annotations.)
 */
export interface AgentLike {
  readonly id: number;
  readonly alive: boolean;
}

/**
 * The agents behind a live `AgentSet`, in order. Agents that were removed from the model may still be in `items`; whoever
 * walks them asks `alive`. Only the model changes members, and it never changes an array that held a removed agent
 * in place, so a pass over the old array stays valid.
 */
export class Members<A extends AgentLike> {
  items: A[] = [];
  #live = 0;

  /** How many of the items are alive. */
  get live(): number {
    return this.#live;
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
    if (this.#live * 2 < this.items.length) this.items = this.items.filter((agent) => agent.alive);
  }
}
