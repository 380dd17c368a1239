import { StarlingError } from '../../../errors.js';
import type { ShardStatus } from '../engine.js';

/** So many in a row are no accident. */
const MOST = 3;

/** Counts the shards in a row that failed before they came to their work: then something is wrong with all of them. */
export class Misses {
  readonly #hasBegun: (id: string) => boolean;
  readonly #judged = new Set<string>();
  #last: readonly ShardStatus[] = [];

  constructor(hasBegun: (id: string) => boolean) {
    this.#hasBegun = hasBegun;
  }

  /** Looks at a shard, which counts once. */
  judge(status: ShardStatus): void {
    const { id, state } = status;
    if ((state !== 'failed' && state !== 'succeeded') || this.#judged.has(id)) return;
    this.#judged.add(id);
    this.#last = state === 'failed' && !this.#hasBegun(id) ? [...this.#last, status] : [];
  }

  /** @throws StarlingError where they were too many */
  check(place: string): void {
    if (this.#last.length < MOST) return;
    const { id, message } = this.#last.at(-1)!;
    throw new StarlingError(`${MOST} shards in a row failed before they began; the last: ${message}`, {
      place,
      hint: `the log of ${id} says more; look at what the nodes have at the paths of its command: the program, Node.js, the sweep's folder`,
    });
  }
}
