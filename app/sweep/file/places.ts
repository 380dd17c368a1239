import type { Combination, DesignValue } from '../../../framework/index.js';
import type { Origin } from '../../config/origin.js';
import type { Override } from '../../config/overrides.js';
import { parsePath } from '../../config/path.js';

/** Where the values of designs were written. */
export class Places {
  readonly #values = new Map<string, Origin>();

  /** Notes where a parameter was given a value, or all its values where it is undefined; of several places the first counts. */
  note(name: string, value: DesignValue | undefined, origin: Origin | undefined): void {
    if (origin === undefined) return;
    for (const key of value === undefined ? [name] : [keyOf(name, value), name])
      if (!this.#values.has(key)) this.#values.set(key, origin);
  }

  /** Values as overrides of a base: a whole before what is within it, and null removes. */
  overrides(values: Combination): Override[] {
    return Object.entries(values)
      .map(([name, value]) => ({
        path: parsePath(name)!,
        value: value === null ? undefined : structuredClone(value),
        origin: (this.#values.get(keyOf(name, value)) ?? this.#values.get(name))!,
      }))
      .sort((one, other) => one.path.length - other.path.length);
  }
}

const keyOf = (name: string, value: DesignValue): string => `${name} ${JSON.stringify(value)}`;
