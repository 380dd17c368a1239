import type { AgentLike } from '../members.js';

/** What stands in a space: an agent kept as an object, or the row of an agent kept in columns. A space holds one kind. */
export type Item = number | AgentLike;
