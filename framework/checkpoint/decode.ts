import { AgentSet } from '../agentset.js';
import type { JsonValue } from '../canonical.js';
import type { Model } from '../model/index.js';
import { RandomCursor, RandomStream } from '../random/index.js';
import { arrayTypeOf, type SavedArray } from './arrays.js';
import { type AgentOf, type Checkpointable, isCheckpointable } from './checkpointable.js';
import type { Node } from './node.js';
import { Trail } from './trail.js';

/**
 * Turns nodes back into values. Where the model, as it was made anew, has an object of the same kind in the same place,
 * that object is filled, so that whoever holds it sees the state too; elsewhere a new one is made.
 */
export class Decoder {
  readonly trail = new Trail('model');
  readonly #model: Model;
  readonly #arrays: readonly SavedArray[];
  readonly agentOf: AgentOf;
  readonly #met: object[] = [];
  /** What was filled, and with which node, so that nothing is filled twice. */
  readonly #filled = new Map<object, number>();

  constructor(model: Model, arrays: readonly SavedArray[], agentOf: AgentOf) {
    this.#model = model;
    this.#arrays = arrays;
    this.agentOf = agentOf;
  }

  /** @param present what is in the place as the model was made anew */
  decode(tree: JsonValue, present?: unknown): unknown {
    if (typeof tree !== 'object' || tree === null) return tree;
    const [kind, content] = tree as unknown as Node;
    switch (kind) {
      case 'number':
        return Number(content);
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(content);
      case 'list':
        return this.#list(content, present);
      case 'map':
        return this.#map(content, present);
      case 'set':
        return this.#set(content, present);
      case 'object':
        return this.#object(content, present);
      case 'array':
        return this.#array(content, present);
      case 'again':
        return this.#met[content];
      case 'agent':
        return this.#agent(content);
      case 'model':
        return this.#model;
      case 'stream':
        return present instanceof RandomStream && present.id === content
          ? present
          : new RandomStream(this.#model.random.key, content);
      case 'kept':
        return this.#kept(content, present);
    }
  }

  /** Puts the fields of an object in place, by name; what else it has of them goes. */
  fields(entries: readonly JsonValue[], of: object, without: ReadonlySet<string>): void {
    const target = of as Record<string, unknown>;
    const names = new Set<unknown>();
    for (let i = 0; i < entries.length; i += 2) {
      const name = entries[i] as string;
      names.add(name);
      this.trail.enter(name);
      const before = target[name];
      const value = this.decode(entries[i + 1]!, before);
      // Reflect.set would call a setter; a field is defined, whatever it is named.
      if (!Object.is(value, before) || !Object.hasOwn(target, name))
        Object.defineProperty(target, name, {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      this.trail.leave();
    }
    for (const name of Object.keys(target)) if (!names.has(name) && !without.has(name)) delete target[name];
  }

  #list(content: readonly JsonValue[], present: unknown): unknown[] {
    const list = this.#meet(Array.isArray(present) ? (present as unknown[]) : undefined, () => []);
    const before = list.slice();
    list.length = 0;
    this.#each(content, (tree, i) => list.push(this.decode(tree, before[i])));
    return list;
  }

  #map(content: readonly JsonValue[], present: unknown): Map<unknown, unknown> {
    const map = this.#meet(present instanceof Map ? present : undefined, () => new Map<unknown, unknown>());
    const before = new Map(map);
    map.clear();
    let key: unknown;
    this.#each(content, (tree, i) => {
      if (i % 2 === 0) key = this.decode(tree);
      else map.set(key, this.decode(tree, before.get(key)));
    });
    return map;
  }

  #set(content: readonly JsonValue[], present: unknown): Set<unknown> {
    const set = this.#meet(present instanceof Set ? present : undefined, () => new Set<unknown>());
    set.clear();
    this.#each(content, (tree) => set.add(this.decode(tree)));
    return set;
  }

  #object(content: readonly JsonValue[], present: unknown): object {
    const plain =
      typeof present === 'object' && present !== null && Object.getPrototypeOf(present) === Object.prototype;
    const object = this.#meet(plain ? present : undefined, () => ({}));
    const before = Object.entries(object);
    const isOrdered =
      before.every(([name], i) => name === content[2 * i]) && before.length * 2 === content.length;
    if (!isOrdered) {
      // Its names come in the order in which they were kept.
      const held = Object.fromEntries(before);
      for (const [name] of before) delete (object as Record<string, unknown>)[name];
      for (let i = 0; i < content.length; i += 2)
        Object.defineProperty(object, content[i] as string, {
          value: Object.hasOwn(held, content[i] as string) ? held[content[i] as string] : undefined,
          writable: true,
          enumerable: true,
          configurable: true,
        });
    }
    this.fields(content, object, NONE);
    return object;
  }

  /** A typed array of the same class and length is filled; it may be a window on another, which then holds the same. */
  #array(index: number, present: unknown): SavedArray {
    const array = this.#arrays[index]!;
    if (typeof present !== 'object' || present === null || !ArrayBuffer.isView(present)) return array;
    const target = present as SavedArray;
    const fits = arrayTypeOf(target) === arrayTypeOf(array) && target.length === array.length;
    if (!fits || (this.#filled.get(target) ?? index) !== index) return array;
    this.#filled.set(target, index);
    if (target !== array) (target as Uint8Array).set(array as Uint8Array);
    return target;
  }

  #agent(id: number): object {
    const agent = this.agentOf(id);
    if (agent === undefined) throw this.trail.error(`agent ${id} is not in the checkpoint`, DAMAGED);
    return agent;
  }

  #kept([type, data]: readonly [string, JsonValue], present: unknown): object {
    const isThere =
      typeof present === 'object' &&
      present !== null &&
      present.constructor.name === type &&
      isCheckpointable(present) &&
      !this.#filled.has(present);
    const kept = isThere ? present : this.#make(type);
    this.#filled.set(kept, this.#met.length);
    this.#met.push(kept);
    kept.restore(this.decode(data), this.agentOf);
    return kept;
  }

  /** What can be made from nothing. Anything else must be in its place already. */
  #make(type: string): Checkpointable {
    if (type === 'AgentSet') return new AgentSet();
    if (type === 'RandomCursor') return new RandomCursor(this.#model.random.key, 0, 0, 0);
    throw this.trail.error(`the model, as it is made anew, has no ${type} here to be filled`, MAKE_IT);
  }

  /** The object to fill: the one in the place, where it may be changed and was not filled before, or a new one. */
  #meet<T extends object>(present: T | undefined, make: () => T): T {
    const object =
      present === undefined || this.#filled.has(present) || Object.isFrozen(present) ? make() : present;
    this.#filled.set(object, this.#met.length);
    this.#met.push(object);
    return object;
  }

  #each(trees: readonly JsonValue[], act: (tree: JsonValue, index: number) => void): void {
    for (let i = 0; i < trees.length; i++) {
      this.trail.enter(i);
      act(trees[i]!, i);
      this.trail.leave();
    }
  }
}

const NONE: ReadonlySet<string> = new Set();
const DAMAGED = 'The checkpoint does not fit the model: take one that this version of it wrote.';
const MAKE_IT = 'Make it in the constructor, or give the model or agent `save` and `restore`.';
