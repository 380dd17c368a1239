import type { Origin } from './origin.js';
import { formatPath, type Path } from './path.js';

export type Group = { [key: string]: unknown };

interface Written {
  readonly key: Origin;
  readonly value: Origin;
}

export const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings under construction: plain values, and for each where its key and its value were written. */
export class Tree {
  readonly value: Group = {};
  readonly #written = new Map<string, Written>();

  /** Notes where something already in `value` was written. */
  note(path: Path, value: Origin, key: Origin = value): void {
    this.#written.set(formatPath(path), { key, value });
  }

  /** The value at a path, or undefined. */
  get(path: Path): unknown {
    let node: unknown = this.value;
    for (const part of path) {
      if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return undefined;
      node = (node as Group)[part];
    }
    return node;
  }

  has(path: Path): boolean {
    return this.get(path) !== undefined;
  }

  /**
   * Puts a value at a path, making groups on the way; `undefined` removes it.
   * @returns what stands in the way, or undefined when it was done
   */
  set(path: Path, value: unknown, origin: Origin): string | undefined {
    let node: unknown = this.value;
    for (let depth = 0; depth < path.length; depth++) {
      const part = path[depth]!;
      const where = formatPath(path.slice(0, depth));
      if (Array.isArray(node)) {
        if (typeof part !== 'number') return `${where} is a list, expected an index, got ${part}`;
        if (part > node.length) return `${where} has ${node.length} entries, so there is no index ${part}`;
      } else if (!isGroup(node)) {
        return `${where} is a single value, it holds no ${part}`;
      }
      const holder = node as Group;
      if (depth === path.length - 1) {
        this.#forget(path);
        if (value !== undefined) {
          holder[part] = value;
          this.#noteAll(path, value, origin);
        } else if (Array.isArray(node)) {
          // Entries behind it move up, so their places would lie: the list now comes from this origin.
          node.splice(part as number, 1);
          this.#forget(path.slice(0, depth));
          this.#noteAll(path.slice(0, depth), node, origin);
        } else {
          delete holder[part];
        }
        return undefined;
      }
      if (!Object.hasOwn(holder, part)) {
        if (value === undefined) return undefined;
        holder[part] = typeof path[depth + 1] === 'number' ? [] : {};
        this.note(path.slice(0, depth + 1), origin);
      }
      node = holder[part];
    }
    return undefined;
  }

  /** One of its own, which may be changed alone. */
  copy(): Tree {
    const copy = new Tree();
    Object.assign(copy.value, structuredClone(this.value));
    for (const [path, written] of this.#written) copy.#written.set(path, written);
    return copy;
  }

  /** Lays the groups of another tree over this one; a list or a single value replaces what was there. */
  merge(other: Tree, from: Path = [], to: Path = []): void {
    const value = other.get(from);
    if (isGroup(value) && (to.length === 0 || isGroup(this.get(to)) || !this.has(to))) {
      for (const key of Object.keys(value)) this.merge(other, [...from, key], [...to, key]);
      return;
    }
    const origin = other.valueOrigin(from);
    if (value === undefined || origin === undefined) return;
    this.set(to, structuredClone(value), origin);
    this.#copy(other, from, to, value);
  }

  /** Where the value at exactly this path was written; undefined for a default. */
  valueOrigin(path: Path): Origin | undefined {
    return this.#written.get(formatPath(path))?.value;
  }

  /** Where the nearest written value at or above a path is. */
  near(path: Path, what: 'key' | 'value' = 'value'): Origin | undefined {
    for (let length = path.length; length >= 0; length--) {
      const found = this.#written.get(formatPath(path.slice(0, length)));
      if (found !== undefined) return length === path.length ? found[what] : found.value;
    }
    return undefined;
  }

  #copy(other: Tree, from: Path, to: Path, value: unknown): void {
    const written = other.#written.get(formatPath(from));
    if (written !== undefined) this.#written.set(formatPath(to), written);
    for (const [key, child] of children(value)) this.#copy(other, [...from, key], [...to, key], child);
  }

  #noteAll(path: Path, value: unknown, origin: Origin): void {
    this.note(path, origin);
    for (const [key, child] of children(value)) this.#noteAll([...path, key], child, origin);
  }

  #forget(path: Path): void {
    const name = formatPath(path);
    for (const key of this.#written.keys()) {
      if (key === name || key.startsWith(`${name}.`) || key.startsWith(`${name}[`)) this.#written.delete(key);
    }
  }
}

/** Entries of a group (by key) or of a list (by index). */
export function children(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((child, index) => [index, child]);
  return isGroup(value) ? Object.entries(value) : [];
}
