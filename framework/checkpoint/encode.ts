import { Agent } from '../agent.js';
import type { JsonValue } from '../canonical.js';
import { RandomStream } from '../random/index.js';
import { arrayTypeOf, type SavedArray } from './arrays.js';
import { isCheckpointable } from './checkpointable.js';
import type { Node } from './node.js';
import { Trail } from './trail.js';

const HINT =
  'A checkpoint keeps numbers, texts, plain objects, arrays, Maps, Sets, typed arrays, agents, and what has `save` and `restore`. What only helps to compute belongs into a #private field; or give the model or agent `save` and `restore`.';

/** Turns values into nodes: plain JSON beside a list of typed arrays. Whatever it meets twice it names the second time. */
export class Encoder {
  readonly arrays: SavedArray[] = [];
  readonly trail = new Trail('model');
  readonly #model: object;
  readonly #agents: (agent: Agent) => void;
  readonly #arrays = new Map<object, number>();
  readonly #met = new Map<object, number>();

  /**
   * @param model whose state it is
   * @param agents told of every agent that is met
   */
  constructor(model: object, agents: (agent: Agent) => void) {
    this.#model = model;
    this.#agents = agents;
  }

  /** @throws StarlingError, with the path to it, for what a checkpoint can't keep */
  encode(value: unknown): JsonValue {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : node('number', Object.is(value, -0) ? '-0' : String(value));
      case 'undefined':
        return node('undefined', null);
      case 'bigint':
        return node('bigint', String(value));
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        throw this.trail.error(`a ${typeof value} cannot be kept in a checkpoint`, HINT);
    }
  }

  /** The fields of an object by name, without some. */
  fields(of: object, without: ReadonlySet<string>): JsonValue {
    const entries: JsonValue[] = [];
    for (const [key, value] of Object.entries(of)) {
      if (without.has(key)) continue;
      this.trail.enter(key);
      entries.push(key, this.encode(value));
      this.trail.leave();
    }
    return entries;
  }

  #object(value: object): JsonValue {
    if (value instanceof Agent) return this.#agent(value);
    if (value === this.#model) return node('model', null);
    if (value instanceof RandomStream) return node('stream', value.id);
    if (ArrayBuffer.isView(value)) return this.#array(value);
    const before = this.#met.get(value);
    if (before !== undefined) return node('again', before);
    this.#met.set(value, this.#met.size);
    if (Array.isArray(value)) return node('list', this.#items(value));
    if (value instanceof Map) return node('map', this.#items([...value].flat()));
    if (value instanceof Set) return node('set', this.#items([...value]));
    if (isCheckpointable(value)) return node('kept', [value.constructor.name, this.encode(value.save())]);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null)
      throw this.trail.error(`an instance of ${value.constructor.name} cannot be kept in a checkpoint`, HINT);
    return node('object', this.fields(value, NONE));
  }

  #agent(agent: Agent): JsonValue {
    if (agent.model !== this.#model)
      throw this.trail.error(`agent ${agent.id} of another model cannot be kept in a checkpoint`, HINT);
    this.#agents(agent);
    return node('agent', agent.id);
  }

  #array(value: ArrayBufferView): JsonValue {
    const before = this.#arrays.get(value);
    if (before !== undefined) return node('array', before);
    if (arrayTypeOf(value) === undefined)
      throw this.trail.error(`a ${value.constructor.name} cannot be kept in a checkpoint`, HINT);
    this.#arrays.set(value, this.arrays.length);
    this.arrays.push(value as SavedArray);
    return node('array', this.arrays.length - 1);
  }

  #items(values: readonly unknown[]): JsonValue[] {
    const items: JsonValue[] = [];
    // Not map(): it would pass over the holes of a sparse array.
    for (let i = 0; i < values.length; i++) {
      this.trail.enter(i);
      items.push(this.encode(values[i]));
      this.trail.leave();
    }
    return items;
  }
}

const NONE: ReadonlySet<string> = new Set();

const node = (kind: Node[0], content: JsonValue): JsonValue => [kind, content];
