// A model and its run

/** Zod, whose types describe parameters: the one that Starling itself was built with. */
export { z } from 'zod';
export { Events, type Listener, type RunEnd, type RunEvents } from './events.js';
export {
  type Collector,
  Model,
  type ModelOf,
  type ModelOptions,
  modelOf,
  type RunOptions,
} from './model/index.js';
export { type Check, type InputOf, type ParametersOf, type Scenario, scenario } from './scenario.js';
export { type RunTiming, timingOf } from './timing.js';

// How time passes

export * from './time/index.js';

// Agents: objects, or rows of columns

export { Agent } from './agent.js';
export { type AgentSelection, AgentSet, type AgentType } from './agentset.js';
export type { AgentLike } from './members.js';
export { Population, type PopulationOptions, type PopulationState } from './population/index.js';
export * from './sets/index.js';
export type { FieldOf, NumberField, NumberOf, SampleOptions, Selection, Summed, Verbs } from './verbs.js';

// Where they are

export * from './spaces/index.js';

// Chance

export * from './random/index.js';

// What is kept of a run

export * from './collect/index.js';

// Kept on the way

export * from './checkpoint/index.js';

// Whether two runs are the same

export * from './reproduce/index.js';

// What is seen of it

export * from './view/index.js';

// Many runs

export * from './experiment/index.js';

// Shared by all

export { canonicalJson, type JsonObject, type JsonValue } from './canonical.js';
export { Exit, StarlingError, type StarlingErrorOptions } from './errors.js';
export { ppm } from './shares.js';
