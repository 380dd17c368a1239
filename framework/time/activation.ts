import type { RandomCursor } from '../random/index.js';
import type { SortKey, SortOptions } from '../sets/order.js';

/** Agents in either storage: an `AgentSet`, whose items are agents, or a `Population`, whose items are rows. */
export interface Agents<Item> {
  /** Calls `act` with each, in order. */
  do(act: (item: Item) => void): unknown;
  /** Calls `act` with each, in random order. */
  shuffleDo(act: (item: Item, random: RandomCursor) => void, random: RandomCursor): unknown;
  /** The agents there are now, in order. */
  select(selection: { readonly atMost?: number }): Agents<Item>;
  /** By key; ties by id. */
  sort(key: (item: Item) => SortKey, options?: SortOptions): Agents<Item>;
  /** By key; each group in the order of the set. */
  groupBy<K>(key: (item: Item) => K): { get(key: K): Agents<Item> | undefined };
}

/** What an agent does when it is its turn. */
export type Act<Item> = (item: Item) => void;

/** Which kinds of agents act, in this order; agents of a kind that is not named don't act. */
export interface Kinds<Item, K> {
  /** The kind of an agent. */
  readonly of: (item: Item) => K;
  /** Kinds in the order in which they act. */
  readonly order: readonly K[];
}

/*
 * Who acts in a pass is settled before the first acts: agents born during it wait for the next, and agents removed
 * during it don't act any more.
 */

/** One after another, in the order of the set. */
export function sequential<Item>(agents: Agents<Item>, act: Act<Item>): void {
  agents.do(act);
}

/** One after another, in random order. */
export function random<Item>(agents: Agents<Item>, act: Act<Item>, draws: RandomCursor): void {
  agents.shuffleDo(act, draws);
}

/**
 * All at once: everybody decides by what is there, then everybody applies what was decided. `decide` writes only to
 * what nobody reads until then, such as fields of the agent's own or a `DoubleBuffer`.
 */
export function simultaneous<Item>(agents: Agents<Item>, decide: Act<Item>, apply: Act<Item>): void {
  staged(agents, [decide, apply]);
}

/** All do the first act, then all do the second, and so on; in a new random order for each act where `draws` is given. */
export function staged<Item>(
  agents: Agents<Item>,
  acts: readonly Act<Item>[],
  draws?: RandomCursor | undefined,
): void {
  const present = agents.select({});
  for (const act of acts) pass(present, act, draws);
}

/** Kind after kind; within a kind in the order of the set, or in random order where `draws` is given. */
export function byType<Item, K>(
  agents: Agents<Item>,
  kinds: Kinds<Item, K>,
  act: Act<Item>,
  draws?: RandomCursor | undefined,
): void {
  const groups = agents.groupBy(kinds.of);
  for (const kind of kinds.order) {
    const group = groups.get(kind);
    if (group !== undefined) pass(group, act, draws);
  }
}

/**
 * Those of the greatest key first, or of the least with `{ descending: false }`; ties by id, the least first. Keys are
 * read once, before the first acts.
 *
 * @throws StarlingError for a key that is NaN
 */
export function byPriority<Item>(
  agents: Agents<Item>,
  key: (item: Item) => SortKey,
  act: Act<Item>,
  options: SortOptions = { descending: true },
): void {
  agents.sort(key, options).do(act);
}

function pass<Item>(agents: Agents<Item>, act: Act<Item>, draws: RandomCursor | undefined): void {
  if (draws === undefined) agents.do(act);
  else agents.shuffleDo(act, draws);
}
