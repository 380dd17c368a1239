import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Exit, StarlingError } from '../../../errors.js';
import type { Engine, Resources, ShardState, ShardStatus, ShardTicket } from '../engine.js';
import { endOfFile } from './end-of-file.js';
import { endText, Worker, type WorkerCommand, type WorkerEnd } from './worker.js';

/** How an engine's processes are started, and how many there are. */
export interface LocalEngineOptions {
  /** Processes at a time, 1 or more; the machine's cores where absent. */
  readonly slots?: number;
  /** How a process is started that does shards. */
  readonly command: (resources: Resources) => WorkerCommand;
  /**
   * Path of the file that the outputs of a shard's process are in, once it has ended. Until then, and where this process ends
   * before, they are beside it: in `worker-<file>` of the first shard that the process had.
   */
  readonly log: (id: string) => string;
  /** Milliseconds from asking a process to end until it is killed; 10,000 by default. */
  readonly grace?: number;
  /** How many processes in a row may end before they were ready, until none is started any more; 3 by default. */
  readonly starts?: number;
}

/** A process and what it is at. */
interface Slot {
  readonly worker: Worker;
  readonly resources: Resources;
  isReady: boolean;
  isStopped: boolean;
  /** The shard that it has. */
  shard: string | undefined;
}

interface Known {
  state: ShardState;
  message?: string;
}

/** So much of a log is told. */
const LOG_END = 16_384;

/**
 * Shards on this machine: processes that live on from shard to shard, started when they are first needed. This process
 * outlives any of them. What they tell one another (IPC, structured clone): the worker says `{ ready: true }` once and
 * is then given `{ shard: id }`, which it answers with `{ done: id }` when it has come to the shard's end. A worker is
 * to end when it is asked to (SIGTERM) and when this process is gone; one that ends amid a shard has failed it.
 */
export class LocalEngine implements Engine {
  /** What people call it. */
  readonly name = 'local';
  readonly #options: Required<LocalEngineOptions>;
  readonly #slots = new Set<Slot>();
  readonly #shards = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();
  readonly #ears = new Set<(message: unknown, id: string) => void>();
  /** Processes in a row that ended before they were ready. */
  #misses = 0;
  #broken: StarlingError | undefined;
  #isClosed = false;

  /** @throws StarlingError for slots that are not a whole number ≥ 1 */
  constructor({
    slots = availableParallelism(),
    grace = 10_000,
    starts = 3,
    ...options
  }: LocalEngineOptions) {
    if (!Number.isInteger(slots) || slots < 1)
      throw new StarlingError(`The number of workers is a whole number, at least 1; got ${slots}.`, {
        code: Exit.usage,
      });
    this.#options = { ...options, slots, grace, starts };
  }

  async free(): Promise<number> {
    this.#requireOpen();
    return this.#options.slots - this.#busy();
  }

  async submit({ id }: ShardTicket, resources: Resources): Promise<void> {
    this.#requireOpen();
    if (this.#shards.has(id)) throw refused(id, 'it was submitted before');
    if (this.#busy() >= this.#options.slots) throw refused(id, 'no slot is free');
    this.#shards.set(id, { state: 'pending' });
    const idle = [...this.#slots].filter(({ shard, isStopped }) => shard === undefined && !isStopped);
    const fitting = idle.find((slot) => isSame(slot.resources, resources));
    if (fitting !== undefined) {
      fitting.shard = id;
      this.#hand(fitting);
      return;
    }
    // Made for other shards: its place is needed.
    const [other] = idle;
    if (other !== undefined && this.#slots.size >= this.#options.slots) this.#end(other, 'SIGTERM');
    this.#start(id, resources);
  }

  async list(): Promise<readonly ShardStatus[]> {
    return Array.from(this.#shards, ([id, known]) => ({ id, ...known }));
  }

  async stop(id: string): Promise<void> {
    const slot = this.#slotOf(id);
    if (slot === undefined) return;
    this.#end(slot, 'SIGKILL');
    await slot.worker.gone;
  }

  async forget(id: string): Promise<void> {
    if (this.#slotOf(id) === undefined) this.#shards.delete(id);
  }

  async logs(id: string): Promise<string> {
    return endOfFile(this.#slotOf(id)?.worker.output.path ?? this.#options.log(id), LOG_END);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener` with every other message of a worker and the shard that it is at. @returns stops that */
  onMessage(listener: (message: unknown, id: string) => void): () => void {
    this.#ears.add(listener);
    return () => this.#ears.delete(listener);
  }

  /** Sends a message to the process that is at a shard; to none where there is none. */
  tell(id: string, message: object): void {
    const slot = this.#slotOf(id);
    if (slot?.isReady === true) slot.worker.send(message);
  }

  /** Asks every process to end, and kills those that have not after the grace. Shards that they are at are stopped. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const slots = [...this.#slots];
    for (const slot of slots) this.#end(slot, 'SIGTERM');
    const late = setTimeout(() => {
      for (const { worker } of this.#slots) worker.kill('SIGKILL');
    }, this.#options.grace);
    await Promise.all(slots.map(({ worker }) => worker.gone));
    clearTimeout(late);
  }

  #start(id: string, resources: Resources): void {
    const { command, env, ...rest } = this.#options.command(resources);
    // A process that asked for no GPU is to see none.
    const hidden = resources.gpus > 0 ? {} : { CUDA_VISIBLE_DEVICES: '' };
    const slot: Slot = {
      worker: new Worker({ command, ...rest, env: { ...hidden, ...env } }, this.#outputOf(id), {
        message: (message) => this.#hear(slot, message as Message),
        ended: (end) => this.#ended(slot, end),
      }),
      resources,
      isReady: false,
      isStopped: false,
      shard: id,
    };
    this.#slots.add(slot);
  }

  #hand(slot: Slot): void {
    if (!slot.isReady || slot.shard === undefined) return;
    slot.worker.send({ shard: slot.shard });
    this.#put(slot.shard, { state: 'running' });
  }

  #hear(slot: Slot, message: Message): void {
    const { shard } = slot;
    if ('ready' in message) {
      slot.isReady = true;
      this.#misses = 0;
      this.#hand(slot);
    } else if ('done' in message) {
      if (shard !== message.done || slot.isStopped) return;
      slot.worker.output.moveTo(this.#options.log(shard));
      slot.shard = undefined;
      this.#put(shard, { state: 'succeeded' });
    } else if (shard !== undefined) for (const ear of this.#ears) ear(message, shard);
  }

  #ended(slot: Slot, end: WorkerEnd): void {
    this.#slots.delete(slot);
    const { shard: id, isReady, isStopped, resources } = slot;
    const { output } = slot.worker;
    if (id === undefined) {
      output.remove();
      return;
    }
    // Ctrl-C reaches every process of a terminal, also one that can't refuse it yet.
    const isInterrupted = !isReady && end.signal === 'SIGINT';
    const isOver = isStopped || isInterrupted || isReady || ++this.#misses >= this.#options.starts;
    if (!isOver) {
      this.#start(id, resources);
      return;
    }
    output.moveTo(this.#options.log(id));
    output.remove();
    if (isStopped || isInterrupted) this.#put(id, { state: 'stopped' });
    else {
      const message = `the worker's process ${endText(end)}`;
      if (!isReady) this.#broken = neverReady(message, this.#misses, this.#options.log(id));
      this.#put(id, { state: 'failed', message });
    }
  }

  #end(slot: Slot, signal: NodeJS.Signals): void {
    slot.isStopped = true;
    slot.worker.kill(signal);
  }

  #put(id: string, known: Known): void {
    this.#shards.set(id, known);
    for (const listener of this.#listeners) listener();
  }

  #busy(): number {
    return [...this.#slots].filter(({ shard }) => shard !== undefined).length;
  }

  #slotOf(id: string): Slot | undefined {
    return [...this.#slots].find(({ shard }) => shard === id);
  }

  #outputOf(id: string): string {
    const path = this.#options.log(id);
    mkdirSync(dirname(path), { recursive: true });
    return join(dirname(path), `worker-${basename(path)}`);
  }

  #requireOpen(): void {
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#isClosed) throw new StarlingError('The engine is closed.');
  }
}

type Message = { readonly ready: true } | { readonly done: string } | { readonly [name: string]: never };

const isSame = (a: Resources, b: Resources): boolean => a.cpus === b.cpus && a.gpus === b.gpus;

const refused = (id: string, why: string): StarlingError =>
  new StarlingError(`The shard ${id} is refused: ${why}.`);

function neverReady(what: string, times: number, log: string): StarlingError {
  const said = endOfFile(log, 2048).trimEnd();
  return new StarlingError(
    `No worker can be started: ${what}, ${times} times in a row.${said === '' ? '' : `\n${said}`}`,
    { place: log, hint: 'What it wrote is above; the file holds all of it.' },
  );
}
