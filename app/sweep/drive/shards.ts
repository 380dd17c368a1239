import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunTable } from '../../../framework/experiment/store/index.js';
import type { Engine, Resources, RunRow } from '../../../framework/index.js';
import { onDisk } from '../../run/files.js';
import { version } from '../../version.js';
import type { LoadedSweep } from '../file/index.js';
import { sweepPaths } from '../folder.js';
import type { Shard } from '../shard.js';
import { cut, MOST_RUNS, type ShardSize } from './cut.js';
import type { Pace } from './pace.js';

/** How shards are made. */
export interface ShardPlan {
  readonly size: ShardSize;
  readonly resources: Resources;
  readonly compute: Shard['compute'];
  readonly dataFolder: string;
}

/** Runs that are looked at when a shard is cut. */
const LOOK = 2 * MOST_RUNS;

/** The shards of a sweep: made of runs that wait, given to the engine, and cleared away when they have ended. */
export class Shards {
  readonly #folder: string;
  readonly #sweep: LoadedSweep;
  readonly #runs: RunTable;
  readonly #engine: Engine;
  readonly #plan: ShardPlan;
  readonly #pace: Pace;
  #next: number;

  constructor(
    folder: string,
    sweep: LoadedSweep,
    runs: RunTable,
    engine: Engine,
    plan: ShardPlan,
    pace: Pace,
  ) {
    this.#folder = folder;
    this.#sweep = sweep;
    this.#runs = runs;
    this.#engine = engine;
    this.#plan = plan;
    this.#pace = pace;
    // Ids are never used again: an engine may still know a shard of an earlier driver, and the table how far its outbox was
    // read. Its runs need not name it any more, where another shard of theirs came in later.
    const last =
      runs.value<string | null>(
        'SELECT max(shard) FROM (SELECT shard FROM run UNION ALL SELECT shard FROM outbox)',
      ) ?? 's0';
    this.#next = Number(last.slice(1)) + 1;
  }

  /** Whether a run waits that no shard has. */
  get isAnyWaiting(): boolean {
    return this.#runs.one("SELECT 1 FROM run WHERE state = 'pending' LIMIT 1") !== undefined;
  }

  /**
   * Makes a shard of the first runs that wait, and submits it.
   * @param slots shards that run at once
   * @param made told of it before the engine is: whether that took it may stay unknown
   * @returns whether there was a run that waited
   */
  async submit(slots: number, made: (id: string) => void): Promise<boolean> {
    const waiting = this.#designsOf('pending');
    if (waiting.length === 0) return false;
    const id = `s${String(this.#next++).padStart(7, '0')}`;
    const { size, resources } = this.#plan;
    const claimed = this.#runs.claim(
      id,
      cut({ waiting, held: this.#designsOf('claimed') }, slots, this.#pace, size),
    );
    // Nobody knows how long so many take.
    const seconds = this.#pace.isKnown ? undefined : size.least;
    const path = sweepPaths(this.#folder).shard(id);
    // Whoever goes on after a power cut makes its shards anew: this one need not outlive it.
    onDisk(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, JSON.stringify(this.#shardOf(id, claimed, seconds)));
    });
    made(id);
    await this.#engine.submit({ id, file: path }, resources);
    return true;
  }

  /** Whether a process of the shard has said anything. */
  hasBegun(id: string): boolean {
    return (statSync(sweepPaths(this.#folder).outbox(id), { throwIfNoEntry: false })?.size ?? 0) > 0;
  }

  /** Clears away what a shard leaves behind that is in the run table now; an output that says something stays. */
  clear(id: string): void {
    const paths = sweepPaths(this.#folder);
    rmSync(paths.shard(id), { force: true });
    rmSync(paths.outbox(id), { force: true });
    if (statSync(paths.output(id), { throwIfNoEntry: false })?.size === 0) rmSync(paths.output(id));
  }

  #designsOf(state: 'pending' | 'claimed'): number[] {
    return this.#runs.column<number>(
      'SELECT design FROM run WHERE state = ? ORDER BY id LIMIT ?',
      state,
      LOOK,
    );
  }

  #shardOf(id: string, runs: readonly RunRow[], seconds: number | undefined): Shard {
    const { subject, code, designs, keep, limits } = this.#sweep;
    const { compute, dataFolder } = this.#plan;
    return {
      id,
      version: version(),
      subject,
      code,
      designs: Object.fromEntries(runs.map(({ design }) => [design, designs[design]!.scenario])),
      runs: runs.map(({ key, design, seed, attempts }) => ({ key, design, seed, attempt: attempts + 1 })),
      keep,
      limits: { seconds: limits.seconds, memory: limits.memory },
      seconds,
      compute,
      dataFolder,
    };
  }
}
