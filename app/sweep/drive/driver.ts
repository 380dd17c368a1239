import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Engine, ShardStatus } from '../../../framework/index.js';
import { sweepPaths } from '../folder.js';
import type { Results, Told } from '../results/results.js';
import type { Pace } from './pace.js';
import type { Shards } from './shards.js';
import type { Wake } from './wake.js';
import type { SweepWatch } from './watch.js';

/** How driving a sweep ended. */
export type Ending =
  /** No run waits any more. */
  | 'done'
  /** Asked to: the runs that were at work came to their end. */
  | 'drained'
  /** Asked to: the runs that were at work were broken off, and wait. */
  | 'stopped'
  /** Asked to: what was not done is given up. */
  | 'cancelled'
  /** A run failed for good, and the others were given up. */
  | 'failed fast';

export interface DriverParts {
  readonly folder: string;
  readonly engine: Engine;
  readonly results: Results;
  readonly shards: Shards;
  readonly pace: Pace;
  readonly wake: Wake;
  readonly watch: SweepWatch;
  readonly failFast: boolean;
  /** Milliseconds between two looks where nothing tells of a change. */
  readonly poll: number;
}

/** Ends that leave nobody at work; the last ones give up what was not done. */
const AT_ONCE: readonly Ending[] = ['stopped', 'cancelled', 'failed fast'];
const GIVEN_UP: readonly Ending[] = ['cancelled', 'failed fast'];

/** What a shard is that its engine knows no more. */
const gone = (id: string): ShardStatus => ({ id, state: 'failed', message: 'its engine knows it no more' });

const now = (): string => new Date().toISOString();

/** Keeps the slots of an engine busy with the runs of a sweep that wait, and takes in what comes of them. */
export class Driver {
  readonly #parts: DriverParts;
  /** Shards that the engine has. */
  readonly #live = new Set<string>();
  #ending: Exclude<Ending, 'done'> | undefined;

  constructor(parts: DriverParts) {
    this.#parts = parts;
  }

  /** Asks for an end. The first that is asked for holds, but that one which leaves nobody at work wins over draining. */
  end(ending: Exclude<Ending, 'done'>): void {
    if (this.#ending !== undefined && (this.#ending !== 'drained' || ending === 'drained')) return;
    this.#ending = ending;
    if (ending === 'drained') writeFileSync(sweepPaths(this.#parts.folder).drain, '');
    this.#parts.wake.ring();
  }

  /** Drives until no run waits or it is asked to end. @throws StarlingError where the engine fails, or equal runs differ */
  async run(): Promise<Ending> {
    const { folder, engine, results, wake, poll } = this.#parts;
    const paths = sweepPaths(folder);
    wake.watch(dirname(paths.outbox('')));
    const deafen = engine.onChange(() => wake.ring());
    try {
      await this.#recover();
      while (await this.#turn()) await wake.wait(poll);
      if (this.#ending !== undefined && GIVEN_UP.includes(this.#ending)) results.runs.abort(now());
      this.#count();
      return this.#ending ?? 'done';
    } finally {
      deafen();
      wake.close();
      rmSync(paths.drain, { force: true });
    }
  }

  /** Takes in what earlier drivers left, and goes on with those of their shards that the engine still has. */
  async #recover(): Promise<void> {
    const { folder, engine, results, shards } = this.#parts;
    const paths = sweepPaths(folder);
    if (this.#ending !== 'drained') rmSync(paths.drain, { force: true });
    for (const { id } of await engine.list()) this.#live.add(id);
    const left = readdirSync(dirname(paths.outbox(''))).map((name) => name.replace(/\.jsonl$/, ''));
    for (const id of left) this.#take(id);
    results.runs.release(results.runs.holders().filter((id) => !this.#live.has(id)));
    for (const id of left) if (!this.#live.has(id)) shards.clear(id);
  }

  /** @returns whether there is more to do */
  async #turn(): Promise<boolean> {
    this.#hear();
    await this.#look();
    if (this.#ending === undefined) await this.#fill();
    else if (AT_ONCE.includes(this.#ending)) await this.#stop();
    this.#count();
    return this.#live.size > 0 || (this.#ending === undefined && this.#parts.shards.isAnyWaiting);
  }

  /** Hears what other processes ask for. */
  #hear(): void {
    const { runs } = this.#parts.results;
    for (const { id, kind, by } of runs.requests()) {
      this.#parts.watch.say(`${by} asked to ${kind}`);
      this.end(kind === 'cancel' ? 'cancelled' : 'drained');
      runs.answered(id, now());
    }
  }

  /** Takes in what shards have said since the last look, and settles those that ended. */
  async #look(): Promise<void> {
    const known = new Map((await this.#parts.engine.list()).map((status) => [status.id, status]));
    for (const id of [...this.#live]) {
      const status = known.get(id) ?? gone(id);
      // It ended before this is read: then nothing comes any more.
      this.#take(id);
      if (status.state !== 'pending' && status.state !== 'running') await this.#settle(status);
    }
  }

  /** What a shard that ended has not done waits again. */
  async #settle({ id, state, message = 'it failed' }: ShardStatus): Promise<void> {
    const { engine, results, shards } = this.#parts;
    const { runs } = results;
    if (state === 'failed' && this.#isAtFault(id)) {
      const [log, at] = [await engine.logs(id), now()];
      const lost = runs.lost(id, at, message, log);
      for (const { key } of lost) if (runs.run(key)!.ended === at) this.#failed(key);
    } else runs.release([id]);
    this.#live.delete(id);
    await engine.forget(id);
    shards.clear(id);
  }

  /** Whether the end of a shard's process is the fault of a run: of one that was at work, or of nobody else. */
  #isAtFault(id: string): boolean {
    const { results, shards } = this.#parts;
    const atWork = results.runs.value<number>(
      "SELECT count(*) FROM run WHERE shard = ? AND state = 'running'",
      id,
    );
    // A process that ended a run itself, with its failure written, has no other to blame.
    return atWork! > 0 || !shards.hasBegun(id);
  }

  async #fill(): Promise<void> {
    const { engine, shards } = this.#parts;
    // Counting slots is work for a cluster.
    if (!shards.isAnyWaiting) return;
    for (let free = await engine.free(); free > 0; free--) {
      if (!(await shards.submit(free + this.#live.size, (id) => this.#live.add(id)))) return;
    }
  }

  async #stop(): Promise<void> {
    for (const id of this.#live) await this.#parts.engine.stop(id);
    await this.#look();
  }

  #take(id: string): void {
    for (const told of this.#parts.results.take(id)) this.#told(told);
  }

  #told({ kind, key, design, counted, seconds }: Told): void {
    if (!counted) return;
    if (kind === 'failed') this.#failed(key);
    if (kind === 'succeeded') this.#parts.pace.learn(design, seconds!);
  }

  /** An attempt at a run has failed, unless it was only taken back. */
  #failed(key: string): void {
    const { results, watch, failFast } = this.#parts;
    const run = results.runs.run(key)!;
    const isOver = run.state === 'failed';
    watch.failed(run, !isOver);
    if (isOver && failFast) this.end('failed fast');
  }

  #count(): void {
    this.#parts.watch.counted(this.#parts.results.runs.counts());
  }
}
