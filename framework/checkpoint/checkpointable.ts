import type { AgentLike } from '../members.js';

/** Finds an agent kept as an object by its id; undefined where there is none. */
export type AgentOf<A extends AgentLike = AgentLike> = (id: number) => A | undefined;

/**
 * What keeps state of its own, and gives it to a checkpoint: a space, a queue, a population. A model or an agent may do
 * so too; otherwise its fields are kept one by one.
 *
 * What `save` answers is plain data: numbers, texts, true, false, null, undefined and bigints; plain objects, arrays,
 * Maps and Sets of them; typed arrays; and agents of the model. It may hold on to the object's own arrays: they are
 * copied (or written) before the next step. `restore` gets the same back, in an object that was made as the first one
 * was, with agents in their places; `agentOf` finds an agent for who saved its id.
 */
export interface Checkpointable<S = unknown> {
  /** Its state as plain data; asking changes nothing. */
  save(): S;
  /** Puts back what `save` answered. @throws StarlingError for what can't be put back into this object */
  restore(saved: S, agentOf: AgentOf): void;
}

export const isCheckpointable = (value: object): value is Checkpointable =>
  'save' in value &&
  typeof value.save === 'function' &&
  'restore' in value &&
  typeof value.restore === 'function';
