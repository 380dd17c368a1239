import type { RayHead } from './head.js';
import type { ShardJob, SweepJobs } from './jobs.js';

/** A job that is deleted within a second of its end comes back, failed and without its name: Ray still looks after it. */
const SETTLED_MS = 2_000;

/** What has to wait: stopping jobs until they run, deleting them until they have ended for a while. */
export class Later {
  readonly #head: RayHead;
  readonly #jobs: SweepJobs;
  readonly #unwanted = new Set<string>();
  readonly #forgotten = new Set<string>();
  /** When each that has ended was first seen so. */
  readonly #ended = new Map<string, number>();

  constructor(head: RayHead, jobs: SweepJobs) {
    this.#head = head;
    this.#jobs = jobs;
  }

  /** Stops a shard's job once it runs. */
  stop(id: string): void {
    this.#unwanted.add(id);
  }

  isUnwanted(id: string): boolean {
    return this.#unwanted.has(id);
  }

  /** Deletes a shard's job once it has ended for a while. */
  forget(id: string): void {
    this.#forgotten.add(id);
  }

  isForgotten(id: string): boolean {
    return this.#forgotten.has(id);
  }

  /** Does what can be done by now. @returns whether a job was deleted */
  async catchUp(jobs: readonly ShardJob[]): Promise<boolean> {
    let isDeleted = false;
    for (const { id, state, over } of jobs) {
      if (state === 'running' && this.#unwanted.has(id)) await this.#head.stop(this.#jobs.nameOf(id));
      if (over) isDeleted = (await this.#settle(id)) || isDeleted;
    }
    return isDeleted;
  }

  /** @returns whether it was deleted */
  async #settle(id: string): Promise<boolean> {
    const now = this.#head.now();
    const ended = this.#ended.get(id) ?? now;
    this.#ended.set(id, ended);
    if (!this.#forgotten.has(id) || now - ended < SETTLED_MS) return false;
    await this.#head.delete(this.#jobs.nameOf(id));
    for (const known of [this.#unwanted, this.#forgotten, this.#ended]) known.delete(id);
    return true;
  }
}
