import type { JsonValue } from '../canonical.js';

/** `given`: what its `save` answered; `fields`: its fields, names and values in turn. */
export type Body = readonly ['given' | 'fields', JsonValue];

/** An agent: index of its class, id, whether it lives, and what it holds. */
export type AgentTree = readonly [type: number, id: number, alive: boolean, body: Body];

/** The state of a model as a tree. */
export type ModelTree = readonly [
  step: number,
  ids: number,
  stopped: string | null,
  types: readonly string[],
  body: JsonValue,
  agents: readonly JsonValue[],
];

/** Fields of a model that are no state: they are what they are once it is made. */
export const MODELS_OWN: ReadonlySet<string> = new Set([
  'random',
  'parameters',
  'events',
  'clock',
  'agents',
  'scheduler',
  'collector',
]);

/** Of an agent. */
export const AGENTS_OWN: ReadonlySet<string> = new Set(['model', 'id']);
