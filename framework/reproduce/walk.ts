import { Agent } from '../agent.js';
import { AgentSet } from '../agentset.js';
import { isCheckpointable } from '../checkpoint/checkpointable.js';
import { Model } from '../model/index.js';
import { mix, mixNumber, mixText } from './hash.js';

/** One word a kind of value, so that values of different kinds differ. */
const KIND = {
  nothing: 1,
  null: 2,
  boolean: 3,
  number: 4,
  text: 5,
  bigint: 6,
  code: 7,
  agent: 8,
  model: 9,
  again: 10,
  numbers: 11,
  list: 12,
  map: 13,
  set: 14,
  object: 15,
} as const;

/**
 * Takes values into fingerprints: everything that their fields lead to, in the order in which it lies there, so that
 * a Map that was filled in another order differs. Agents count by their ids. Of an object with `save` that is what it
 * saves; of any other, its fields: private ones can't be seen, and functions are passed over.
 */
export class Walk {
  /** Objects by the order in which they were met: a cycle ends where it closes. */
  readonly #met = new Map<object, number>();

  mix(hash: number, value: unknown): number {
    switch (typeof value) {
      case 'undefined':
        return mix(hash, KIND.nothing);
      case 'boolean':
        return mix(mix(hash, KIND.boolean), Number(value));
      case 'number':
        return mixNumber(mix(hash, KIND.number), value);
      case 'string':
        return mixText(mix(hash, KIND.text), value);
      case 'bigint':
        return mixText(mix(hash, KIND.bigint), String(value));
      case 'object':
        return value === null ? mix(hash, KIND.null) : this.#mixObject(hash, value);
      default:
        return mix(hash, KIND.code);
    }
  }

  /** The fields of an object, without some. */
  mixFields(hash: number, of: object, without: ReadonlySet<string>): number {
    let h = hash;
    for (const [name, value] of Object.entries(of)) {
      if (!without.has(name)) h = this.mix(mixText(h, name), value);
    }
    return h;
  }

  #mixObject(hash: number, value: object): number {
    if (value instanceof Agent) return mix(mix(hash, KIND.agent), value.id);
    if (value instanceof Model) return mix(hash, KIND.model);
    const before = this.#met.get(value);
    if (before !== undefined) return mix(mix(hash, KIND.again), before);
    this.#met.set(value, this.#met.size);
    if (ArrayBuffer.isView(value)) return mixNumbers(mix(hash, KIND.numbers), value);
    if (Array.isArray(value) || value instanceof AgentSet)
      return this.#mixItems(mix(hash, KIND.list), value as Iterable<unknown>);
    if (value instanceof Map) return this.#mixItems(mix(hash, KIND.map), [...value].flat());
    if (value instanceof Set) return this.#mixItems(mix(hash, KIND.set), value);
    const named = mixText(mix(hash, KIND.object), value.constructor?.name ?? '');
    return isCheckpointable(value) ? this.mix(named, value.save()) : this.mixFields(named, value, NONE);
  }

  #mixItems(hash: number, items: Iterable<unknown>): number {
    let h = hash;
    let length = 0;
    for (const item of items) {
      h = this.mix(h, item);
      length++;
    }
    return mix(h, length);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** The bytes of a typed array or a view, four at a time. */
function mixNumbers(hash: number, { buffer, byteOffset, byteLength }: ArrayBufferView): number {
  let h = mix(hash, byteLength);
  const whole = byteOffset % 4 === 0 ? byteLength >>> 2 : 0;
  const words = new Uint32Array(buffer, whole === 0 ? 0 : byteOffset, whole);
  for (let i = 0; i < words.length; i++) h = mix(h, words[i]!);
  const rest = new Uint8Array(buffer, byteOffset + 4 * whole, byteLength - 4 * whole);
  for (let i = 0; i < rest.length; i++) h = mix(h, rest[i]!);
  return h;
}
