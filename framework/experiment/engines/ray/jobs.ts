import { resolve } from 'node:path';
import type { ShardState, ShardTicket } from '../engine.js';
import type { RayJob } from './answers.js';
import type { RayHead } from './head.js';
import { stateOf } from './status.js';

/** A shard's job. */
export interface ShardJob {
  /** The shard's id. */
  readonly id: string;
  /** The path of the shard's file. */
  readonly file: string;
  readonly state: ShardState;
  /** Whether it has ended. */
  readonly over: boolean;
  readonly job: RayJob;
}

/** A job that may be counted as using something. */
interface Held {
  readonly node: string;
  /** Milliseconds since 1970 by the head's clock; undefined while it runs. */
  readonly until: number | undefined;
}

/** So long after a job's end what it used may still be counted, in milliseconds. */
const LAG = 2_000;

const SWEEP = 'starling_sweep';
const SHARD = 'starling_shard';
const FILE = 'starling_file';

/** Which of a cluster's jobs are a sweep's, and what they hold of it. The jobs themselves say so, to whoever asks. */
export class SweepJobs {
  readonly #head: RayHead;
  readonly #sweep: string;
  readonly #held = new Map<string, Held>();

  constructor(head: RayHead, sweep: string) {
    this.#head = head;
    this.#sweep = sweep;
  }

  /** The name of a shard's job: other sweeps of the cluster have shards of the same ids. */
  nameOf(id: string): string {
    return `${this.#sweep}-${id}`;
  }

  labels({ id, file }: ShardTicket): Readonly<Record<string, string>> {
    return { [SWEEP]: this.#sweep, [SHARD]: id, [FILE]: resolve(file) };
  }

  async all(): Promise<readonly ShardJob[]> {
    const jobs = (await this.#head.jobs()).flatMap((job) => this.#own(job) ?? []);
    for (const { id, over, job } of jobs)
      if (job.driver_node_id)
        this.#held.set(id, { node: job.driver_node_id, until: over ? (job.end_time ?? 0) : undefined });
    return jobs;
  }

  /** The job of a shard; undefined where there is none, or one of this name that is not the sweep's. */
  async one(id: string): Promise<ShardJob | undefined> {
    const job = await this.#head.job(this.nameOf(id));
    return job === undefined ? undefined : this.#own(job);
  }

  /**
   * The nodes of those that may have been using something at a moment, one for each.
   *
   * @param at milliseconds since 1970 by the head's clock; later ones do not ask for earlier moments
   */
  holdersAt(at: number): readonly string[] {
    for (const [id, { until = at }] of this.#held) if (until + LAG < at) this.#held.delete(id);
    return Array.from(this.#held.values(), ({ node }) => node);
  }

  #own(job: RayJob): ShardJob | undefined {
    const { [SWEEP]: sweep, [SHARD]: id, [FILE]: file } = job.metadata ?? {};
    if (sweep !== this.#sweep || id === undefined || file === undefined) return undefined;
    const state = stateOf(job);
    return { id, file, state, over: state !== 'pending' && state !== 'running', job };
  }
}
