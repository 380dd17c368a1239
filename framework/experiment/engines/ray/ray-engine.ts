import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StarlingError } from '../../../errors.js';
import type { Engine, Resources, ShardStatus, ShardTicket } from '../engine.js';
import type { RayCluster } from './answers.js';
import { clusterFor } from './capacity.js';
import { Fresh } from './fresh.js';
import type { RayHead } from './head.js';
import { type ShardJob, SweepJobs } from './jobs.js';
import { Later } from './later.js';
import { Misses } from './misses.js';
import { checkOptions, type RayEngineOptions } from './options.js';
import { slotsOf } from './slots.js';
import { failureOf } from './status.js';
import { withdraw } from './withdraw.js';

/** Characters of a shard's output that are of interest. */
const MOST_OUTPUT = 65_536;

const FRESH_MS = 500;
/** What a cluster has in use changes by what it is told every 5 s only: it is asked so many times less often than for its jobs. */
const CLUSTER_LESS = 5;

/** Looks whether what was stopped has ended, on closing: Ray kills after 3 s what does not end by itself. */
const LAST_LOOKS = 40;
const BETWEEN_MS = 200;

/**
 * Runs shards as jobs of a Ray cluster, over its Jobs REST API. Which shards it has is what the cluster's jobs say, so an
 * engine made anew finds those of the last one. A shard that was lost is not begun again by itself, and another attempt is
 * another shard, with an outbox of its own: a process that outlives what Ray knows of its node can't write into it.
 */
export class RayEngine implements Engine {
  readonly name = 'ray';
  readonly #options: RayEngineOptions;
  readonly #head: RayHead;
  readonly #jobs: SweepJobs;
  readonly #misses: Misses;
  readonly #later: Later;
  readonly #all: Fresh<readonly ShardJob[]>;
  readonly #cluster: Fresh<RayCluster>;
  /** Submitted here and not forgotten. */
  readonly #given = new Set<string>();
  /** Shards that may still be submitted, by the last count. */
  #room = 0;

  /** @throws StarlingError where options are out of range */
  constructor(options: RayEngineOptions) {
    checkOptions(options);
    const { head, sweep, resources, fresh = FRESH_MS, hasBegun = () => true } = options;
    this.#misses = new Misses(hasBegun);
    this.#options = options;
    this.#head = head;
    this.#jobs = new SweepJobs(head, sweep);
    this.#later = new Later(head, this.#jobs);
    this.#all = new Fresh(() => this.#jobs.all(), fresh, head.now);
    this.#cluster = new Fresh(() => clusterFor(head, resources), CLUSTER_LESS * fresh, head.now);
  }

  /**
   * @throws StarlingError also where no node has what a shard asks for, the cluster doesn't say what it has, or shards fail before
   *   they begin
   */
  async free(): Promise<number> {
    const { slots } = this.#options;
    this.#misses.check(this.#head.address);
    const active = (await this.#all.get()).filter(({ over }) => !over).length;
    this.#room = Math.max(0, (slots ?? (await this.#slots())) - active);
    return this.#room;
  }

  /**
   * Takes no more than `free` said: what waits in Ray can't be taken back, fails after a while (15 minutes), and burdens the
   * head.
   */
  async submit(shard: ShardTicket, { cpus, gpus }: Resources): Promise<void> {
    const { entrypoint, variables, code } = this.#options;
    if (this.#given.has(shard.id)) throw new StarlingError(`the shard ${shard.id} was submitted before`);
    if (this.#room < 1) throw new StarlingError(`no slot is free for the shard ${shard.id}`);
    if (code !== undefined) await this.#head.ship(code.name, code.bytes);
    const taken = await this.#head.submit({
      submission_id: this.#jobs.nameOf(shard.id),
      entrypoint: entrypoint(shard),
      entrypoint_num_cpus: cpus,
      entrypoint_num_gpus: gpus,
      metadata: this.#jobs.labels(shard),
      runtime_env: {
        // Ray hides its GPUs from no job, also where it asks for none.
        env_vars: { ...variables, ...(gpus === 0 ? { CUDA_VISIBLE_DEVICES: '' } : {}) },
        ...(code === undefined ? {} : { working_dir: `gcs://${code.name}` }),
      },
    });
    this.#all.changed();
    // There is one already where the answer to an earlier try was lost on its way.
    if (!taken && (await this.#jobs.one(shard.id)) === undefined)
      throw new StarlingError(`the Ray head has a job ${this.#jobs.nameOf(shard.id)} of somebody else`, {
        place: this.#head.address,
        hint: 'give the sweep a name that is its own on this cluster',
      });
    this.#given.add(shard.id);
    this.#room--;
  }

  async list(): Promise<readonly ShardStatus[]> {
    const given = [...this.#given];
    const jobs = await this.#all.get();
    const known = new Set(jobs.map(({ id }) => id));
    const statuses = [
      ...jobs.filter(({ id }) => !this.#later.isForgotten(id)).map((job) => this.#statusOf(job)),
      ...given.filter((id) => !known.has(id)).map(lost),
    ];
    for (const status of statuses) this.#misses.judge(status);
    await this.#catchUp(jobs);
    return statuses;
  }

  async stop(id: string): Promise<void> {
    const job = await this.#jobs.one(id);
    if (job === undefined || job.over) return;
    this.#later.stop(id);
    if (job.state === 'pending') withdraw(job.file);
    await this.#head.stop(this.#jobs.nameOf(id));
    this.#all.changed();
  }

  async forget(id: string): Promise<void> {
    const path = this.#options.output?.(id);
    if (path !== undefined) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, await this.logs(id));
    }
    this.#given.delete(id);
    this.#later.forget(id);
  }

  /** Where a job's node is gone its log is, too: then it is the end of it that Ray may have kept. */
  async logs(id: string): Promise<string> {
    const text = (await this.#head.logs(this.#jobs.nameOf(id))) ?? (await this.#jobs.one(id))?.job.message;
    return (text ?? '').slice(-MOST_OUTPUT);
  }

  /** Ray tells nobody. */
  onChange(_listener: () => void): () => void {
    return () => undefined;
  }

  /** Where the head can't be reached shards go on by themselves; what they finish is in their outboxes. */
  async close(): Promise<void> {
    this.#head.hurry();
    try {
      const active = (await this.list()).filter(({ state }) => state === 'pending' || state === 'running');
      for (const { id } of active) await this.stop(id);
      await this.#end();
    } catch (error) {
      if (!(error instanceof StarlingError)) throw error;
    } finally {
      this.#head.close();
    }
  }

  /** Waits for those that were stopped as they ran, and deletes what has ended. */
  async #end(): Promise<void> {
    for (let looks = 1; ; looks++) {
      this.#all.changed();
      const jobs = (await this.#all.get()).filter(({ state }) => state !== 'pending');
      if (jobs.length === 0 || looks > LAST_LOOKS) return;
      for (const { id, over } of jobs) if (over && !this.#later.isForgotten(id)) await this.forget(id);
      await this.#catchUp(jobs);
      await this.#head.wait(BETWEEN_MS);
    }
  }

  async #catchUp(jobs: readonly ShardJob[]): Promise<void> {
    if (await this.#later.catchUp(jobs)) this.#all.changed();
  }

  #statusOf({ id, state, job }: ShardJob): ShardStatus {
    if (state === 'failed') return { id, state, message: failureOf(job) };
    // Its file is empty: when it runs after all it does nothing.
    return { id, state: state === 'pending' && this.#later.isUnwanted(id) ? 'stopped' : state };
  }

  /** As many as fit beside the work of others, were there none of ours. */
  async #slots(): Promise<number> {
    const cluster = await this.#cluster.get();
    return slotsOf(cluster, this.#options.resources, this.#jobs.holdersAt(cluster.at));
  }
}

const lost = (id: string): ShardStatus => ({
  id,
  state: 'failed',
  message: 'the Ray head no longer knows it: was the head started anew?',
});
