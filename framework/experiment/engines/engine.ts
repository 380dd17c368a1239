/** What a shard asks of the machine that it runs on. */
export interface Resources {
  /** Cores; 1 or more. */
  readonly cpus: number;
  /** GPUs, or a share of one; 0 for none, and then none is seen. */
  readonly gpus: number;
}

/** A list of runs that one process does one after another, as the engine sees it. */
export interface ShardTicket {
  /** Unique in the sweep's life: letters, digits and hyphens. An engine that met it before refuses it. */
  readonly id: string;
  /** The path of the shard's file, as this process sees it. */
  readonly file: string;
}

/** Where a shard stands, as its engine sees it: `failed` and `stopped` ones may have done some of their runs. */
export type ShardState = 'pending' | 'running' | 'succeeded' | 'failed' | 'stopped';

/** What an engine knows of a shard. */
export interface ShardStatus {
  /** As it was submitted. */
  readonly id: string;
  /** Where it stands. */
  readonly state: ShardState;
  /** Of one that failed: what its engine knows, in one line. */
  readonly message?: string;
}

/**
 * Slots that shards run in. An engine knows nothing of runs: what a shard came to is in its outbox, whatever became of its
 * process, and a shard may be run more than once.
 */
export interface Engine {
  /** What people call it: `local`, `ray`. */
  readonly name: string;
  /** Slots that are free now: as many shards may be submitted, and no more. */
  free(): Promise<number>;
  /** Starts a shard, or queues it for a moment. @throws StarlingError where the engine can't be reached or refuses it */
  submit(shard: ShardTicket, resources: Resources): Promise<void>;
  /** Every shard that it was given and has not been told to forget. */
  list(): Promise<readonly ShardStatus[]>;
  /** Ends a shard at once; one that has ended already is left alone. */
  stop(id: string): Promise<void>;
  /** Lets go of what it knows of a shard that has ended. */
  forget(id: string): Promise<void>;
  /** The end of what the shard's process wrote to its outputs. */
  logs(id: string): Promise<string>;
  /** Calls `listener` when something may have changed. Engines that can't tell never call. @returns stops that */
  onChange(listener: () => void): () => void;
  /** Ends every process of its own and frees what it holds. */
  close(): Promise<void>;
}
