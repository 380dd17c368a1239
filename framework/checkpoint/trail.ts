import { StarlingError } from '../errors.js';

/** The way to the value that is looked at, for errors. */
export class Trail {
  readonly #keys: (string | number)[];

  constructor(root: string) {
    this.#keys = [root];
  }

  enter(key: string | number): void {
    this.#keys.push(key);
  }

  leave(): void {
    this.#keys.pop();
  }

  /** Back to the root, which gets another name. */
  start(root: string): void {
    this.#keys.splice(0, Number.POSITIVE_INFINITY, root);
  }

  /** `model.herd[3].owner` */
  toString(): string {
    const [root, ...rest] = this.#keys;
    return `${root}${rest.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`;
  }

  /** An error about what is here. */
  error(what: string, hint: string): StarlingError {
    return new StarlingError(what, { place: this.toString(), hint });
  }
}
