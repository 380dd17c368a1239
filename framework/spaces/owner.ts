import type { Item } from './item.js';

/** Who removes agents and tells of it: a model those kept as objects, a population its rows. */
export interface SpaceOwner<I extends Item> {
  /** From now on `leave` is called with each agent that is removed, once it is alive no more. */
  whenRemoved(leave: (item: I) => void): void;
}

/** What all spaces are made of. */
export interface SpaceOptions<I extends Item> {
  /**
   * Whose agents stand in the space, the model (`of: this`) or a population: who is removed from it leaves the space,
   * too. Otherwise the model takes out whom it removes. The owner keeps such a space for as long as it lasts itself.
   */
  readonly of?: SpaceOwner<I> | undefined;
}
