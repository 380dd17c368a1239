import { removals } from './members.js';
import type { Model } from './model/index.js';
import type { RandomCursor } from './random/index.js';

/**
 * An agent kept as an object. Subclasses add typed fields.
 *
 * It joins its model when it is made and gets the next id (0, 1, 2, … in order of creation, never reused). Once
 * removed it never acts again: every verb of every `AgentSet` passes over it, also in the middle of a pass.
 */
export abstract class Agent<M extends Model = Model> {
  /** The model that it is part of. */
  readonly model: M;
  /** Its number in the order of creation, from 0. */
  readonly id: number;
  #alive = true;

  constructor(model: M) {
    this.model = model;
    this.id = model.register(this);
  }

  /** False once it was removed. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Leaves the model, for good. Removing twice does nothing. */
  remove(): void {
    if (!this.#alive) return;
    this.#alive = false;
    removals.count++;
    this.model.deregister(this);
  }

  /**
   * Draws of this agent in the current step for one purpose. Asking again for the same purpose in the same step starts
   * the same draws anew: give each purpose its own name.
   */
  draws(purpose: string): RandomCursor {
    return this.model.random.stream(purpose).cursor(this.id, this.model.step);
  }
}
