import { readFileSync } from 'node:fs';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { OutboxWriter } from '../../../../app/sweep/outbox/index.js';
import type { Assignment, Shard } from '../../../../app/sweep/shard.js';
import type {
  Engine,
  RunOutcome,
  ShardState,
  ShardStatus,
  ShardTicket,
} from '../../../../framework/index.js';

/** What becomes of an attempt at a run; `dies`: with its process, `hangs`: it has begun and never ends. */
export type Fate = 'succeeds' | 'fails' | 'dies' | 'hangs';

/** What a run takes. */
const SECONDS = 0.01;

export const outcome = (key: string, seconds = SECONDS): RunOutcome => ({
  digest: key,
  steps: 1,
  agents: 1,
  root: null,
  outcomes: { figure: 1 },
  seconds,
  timing: { setup_s: 0, run_s: seconds, stages: {} },
  peakMb: 1,
});

/** An engine in this process: what comes of runs is told in outboxes, as `fate` has it. */
export class FakeEngine implements Engine {
  readonly name = 'fake';
  /** Shards that were submitted, in order, with their runs. */
  readonly shards: { readonly id: string; readonly runs: readonly Assignment[] }[] = [];
  readonly #states = new Map<string, ShardState>();
  readonly #listeners = new Set<() => void>();
  readonly #folder: string;
  readonly #slots: number;
  readonly #fate: (run: Assignment) => Fate;
  isClosed = false;

  constructor(folder: string, fate: (run: Assignment) => Fate = () => 'succeeds', slots = 2) {
    this.#folder = folder;
    this.#fate = fate;
    this.#slots = slots;
  }

  async free(): Promise<number> {
    const busy = [...this.#states.values()].filter((state) => state === 'running').length;
    return this.#slots - busy;
  }

  async submit({ id, file }: ShardTicket): Promise<void> {
    const shard = JSON.parse(readFileSync(file, 'utf8')) as Shard;
    this.shards.push({ id, runs: shard.runs });
    this.#states.set(id, 'running');
    setImmediate(() => this.#work(shard));
  }

  async list(): Promise<readonly ShardStatus[]> {
    return Array.from(this.#states, ([id, state]) => ({ id, state }));
  }

  async stop(id: string): Promise<void> {
    if (this.#states.get(id) === 'running') this.#states.set(id, 'stopped');
  }

  async forget(id: string): Promise<void> {
    this.#states.delete(id);
  }

  async logs(id: string): Promise<string> {
    return `log of ${id}`;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  /** Takes up a shard of an earlier engine, as a cluster does which knows it still. */
  adopt(id: string, state: ShardState = 'running'): void {
    this.#states.set(id, state);
  }

  #work({ id, runs, seconds = Number.POSITIVE_INFINITY }: Shard): void {
    const outbox = new OutboxWriter(sweepPaths(this.#folder).outbox(id));
    let end: ShardState | undefined = 'succeeded';
    for (const [i, run] of runs.entries()) {
      if (i > 0 && i * SECONDS >= seconds) break;
      const fate = this.#fate(run);
      outbox.began(run);
      if (fate === 'succeeds') outbox.succeeded(run, outcome(run.key));
      else if (fate === 'fails')
        outbox.failed(run, SECONDS, { reason: 'error', message: 'it was told to fail', trace: '' });
      else {
        end = fate === 'dies' ? 'failed' : undefined;
        break;
      }
    }
    outbox.close();
    if (end !== undefined) this.#states.set(id, end);
    for (const listener of this.#listeners) listener();
  }
}
