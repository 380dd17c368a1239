import type { Agent } from '../agent.js';
import { AgentSet, type AgentType } from '../agentset.js';
import { Members } from '../members.js';

/** The agents of one class, and the live set of them. */
interface Kind {
  readonly members: Members<Agent>;
  readonly agents: AgentSet<Agent>;
}

/** The agents that a model keeps as objects: all of them, and those of each class, in order of creation. */
export class Census {
  readonly #members = new Members<Agent>();
  readonly #kinds = new Map<unknown, Kind>();
  /** Live. */
  readonly agents: AgentSet<Agent> = new AgentSet(this.#members);
  /** Who is told of each that is removed. */
  readonly leaving: ((agent: never) => void)[] = [];
  /** Ids given so far. */
  ids = 0;

  /** Enrols an agent and answers its id. */
  register(agent: Agent): number {
    this.#members.add(agent);
    this.#kind(agent.constructor).members.add(agent);
    return this.ids++;
  }

  deregister(agent: Agent): void {
    this.#members.removed();
    this.#kind(agent.constructor).members.removed();
    for (const leave of this.leaving) leave(agent as never);
  }

  /** From here on these are the agents, in the order of their ids, and no others. */
  reinstate(ids: number, agents: readonly Agent[]): void {
    this.ids = ids;
    this.#members.replace(agents);
    for (const { members } of this.#kinds.values()) members.replace([]);
    for (const agent of agents) this.#kind(agent.constructor).members.add(agent);
  }

  /** Lets go of the dead, after a step. */
  settle(): void {
    this.#members.settle();
    for (const { members } of this.#kinds.values()) members.settle();
  }

  /** Those of exactly this class; live. */
  of(type: unknown): AgentSet<Agent> {
    return this.#kind(type).agents;
  }

  /** The classes of which agents are alive, with their agents, in the order of the first of these in each. */
  byType(): ReadonlyMap<AgentType<Agent>, AgentSet<Agent>> {
    // Not in the order in which classes were met: that tells who has asked, and is another after a checkpoint.
    const kinds = Array.from(this.#kinds, ([type, { agents }]) => {
      const [first] = agents;
      return { type: type as AgentType<Agent>, agents, first: first?.id ?? -1 };
    }).filter(({ first }) => first >= 0);
    kinds.sort((a, b) => a.first - b.first);
    return new Map(kinds.map(({ type, agents }) => [type, agents]));
  }

  #kind(type: unknown): Kind {
    let known = this.#kinds.get(type);
    if (known === undefined) {
      const members = new Members<Agent>();
      known = { members, agents: new AgentSet(members) };
      this.#kinds.set(type, known);
    }
    return known;
  }
}
