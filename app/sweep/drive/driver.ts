import { rmSync, writeFileSync } from 'node:fs';
import type { Engine, ShardStatus } from '../../../framework/index.js';
import { sweepPaths } from '../folder.js';
import type { Results } from '../results/index.js';
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

/** Ends that leave nobody at work. */
const AT_ONCE: ReadonlySet<Ending> = new Set(['stopped', 'cancelled', 'failed fast']);

/** Ends that give up what was not done. */
const GIVEN_UP: ReadonlySet<Ending> = new Set(['cancelled', 'failed fast']);

/** What a shard is that its engine knows no more. */
const gone = (id: string): ShardStatus => ({ id, state: 'failed', message: 'its engine knows it no more' });

const now = (): string => new Date().toISOString();

/** Keeps the slots of an engine busy with the runs of a sweep that wait, and takes in what comes of them. */
export class Driver {
  readonly #parts: DriverParts;
  readonly #live = new Set<string>();
  #ending: Exclude<Ending, 'done'> | undefined;

  constructor(parts: DriverParts) {
    this.#parts = parts;
  }

  /** Asks for an end. What leaves nobody at work wins over what lets runs come to their end. */
  end(ending: Exclude<Ending, 'done'>): void {
    if (this.#ending === undefined || (this.#ending === 'drained' && AT_ONCE.has(ending))) {
      this.#ending = ending;
      if (ending === 'drained') writeFileSync(sweepPaths(this.#parts.folder).drain, '');
    }
    this.#parts.wake.ring();
  }

  /** Drives until no run waits or it is asked to end. @throws StarlingError where the engine fails, or equal runs differ */
  async run(): Promise<Ending> {
    const { folder, engine, results, wake, poll } = this.#parts;
    rmSync(sweepPaths(folder).drain, { force: true });
    const deaf = engine.onChange(() => wake.ring());
    try {
      await this.#recover();
      while (await this.#turn()) await wake.wait(poll);
      if (this.#ending !== undefined && GIVEN_UP.has(this.#ending)) results.table.abort(now());
      this.#counted();
      return this.#ending ?? 'done';
    } finally {
      deaf();
      rmSync(sweepPaths(folder).drain, { force: true });
    }
  }

  /** Takes in what earlier drivers left, and goes on with those of their shards that are still at work. */
  async #recover(): Promise<void> {
    const { engine, results, shards } = this.#parts;
    const known = new Map((await engine.list()).map((status) => [status.id, status]));
    for (const id of results.outboxes()) this.#ingest(id);
    for (const id of known.keys()) this.#live.add(id);
    const dead = results.table.holders().filter((id) => !known.has(id));
    results.table.release(dead);
    for (const id of results.outboxes()) if (!known.has(id)) shards.clear(id);
  }

  /** @returns whether there is more to do */
  async #turn(): Promise<boolean> {
    this.#hear();
    await this.#look();
    if (this.#ending === undefined) await this.#fill();
    else if (AT_ONCE.has(this.#ending)) await this.#stop();
    this.#counted();
    return this.#live.size > 0;
  }

  /** Hears what other processes ask for. */
  #hear(): void {
    const { table } = this.#parts.results;
    for (const { id, kind, by } of table.requests()) {
      this.#parts.watch.say(`${kind} was asked for by ${by}`);
      this.end(kind === 'cancel' ? 'cancelled' : 'drained');
      table.answered(id, now());
    }
  }

  /** Takes in what shards have told since the last look, and settles those that ended. */
  async #look(): Promise<void> {
    const { engine } = this.#parts;
    const known = new Map((await engine.list()).map((status) => [status.id, status]));
    for (const id of this.#live) {
      const status = known.get(id) ?? gone(id);
      this.#ingest(id);
      if (status.state !== 'pending' && status.state !== 'running') await this.#settle(status);
    }
  }

  /** What a shard that ended has not done waits again. */
  async #settle({ id, state, message = 'it failed' }: ShardStatus): Promise<void> {
    const { engine, results, shards } = this.#parts;
    const { table } = results;
    if (state === 'failed' && this.#isToBlame(id)) {
      const log = await engine.logs(id).catch(() => '');
      const lost = table.lost(id, now(), message, log);
      for (const { key, state } of lost) if (state !== 'pending') this.#failed(key);
    } else table.release([id]);
    this.#live.delete(id);
    await engine.forget(id);
    shards.clear(id);
  }

  async #fill(): Promise<void> {
    const { engine, shards } = this.#parts;
    for (let free = await engine.free(); free > 0; free--) {
      const id = await shards.submit(free + this.#live.size);
      if (id === undefined) return;
      this.#live.add(id);
    }
  }

  async #stop(): Promise<void> {
    for (const id of this.#live) await this.#parts.engine.stop(id);
    await this.#look();
  }
}
