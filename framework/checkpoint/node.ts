import type { JsonValue } from '../canonical.js';

/**
 * What a value becomes in a checkpoint, where it is no finite number, text, true, false or null: its kind, and its
 * content.
 *
 * Lists, maps, sets, objects and what has `save` are numbered in the order in which they are met; `again` names one.
 * Maps and objects hold keys and values in turn. The typed arrays lie beside the tree, and `array` names one.
 */
export type Node =
  | readonly ['number', 'NaN' | 'Infinity' | '-Infinity' | '-0']
  | readonly ['undefined', null]
  | readonly ['bigint', string]
  | readonly ['list' | 'map' | 'set' | 'object', readonly JsonValue[]]
  | readonly ['array', number]
  | readonly ['again', number]
  /** An agent by its id. */
  | readonly ['agent', number]
  /** The model itself. */
  | readonly ['model', null]
  /** A random stream by its id. */
  | readonly ['stream', number]
  /** Name of a class, and what its `save` answered. */
  | readonly ['kept', readonly [string, JsonValue]];
