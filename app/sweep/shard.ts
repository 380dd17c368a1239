import type { Seed } from '../../framework/index.js';
import type { Storage } from '../../library/index.js';

/** What a sweep runs. */
export type Subject =
  | {
      readonly kind: 'scenario';
      /** Folder of the scenario file: relative files are looked for there. */
      readonly folder: string;
    }
  | {
      readonly kind: 'model';
      /** Name in the library, or the path of a module. */
      readonly model: string;
      readonly storage: Storage;
    };

/** What stays of each run: its whole folder; its rows in the result tables; or its line in the table of runs, which holds the root. */
export const KEEPS = ['full', 'tables', 'root'] as const;
export type Keep = (typeof KEEPS)[number];

export interface RunLimits {
  /** Most wall seconds of one run; undefined for no limit. */
  readonly seconds: number | undefined;
  /** Most resident bytes of the process while it runs; undefined for no limit. */
  readonly memory: number | undefined;
}

export const hasLimits = ({ seconds, memory }: RunLimits): boolean =>
  seconds !== undefined || memory !== undefined;

/** One run of a shard. */
export interface Assignment {
  readonly key: string;
  readonly design: number;
  readonly seed: Seed;
  /** This attempt, from 1. */
  readonly attempt: number;
}

/** `shards/ID.json`: all that a process needs to do some runs of a sweep. */
export interface Shard {
  readonly id: string;
  /** Of Starling, that does it: another may come to other results. */
  readonly version: string;
  readonly subject: Subject;
  /** SHA-256 over the code of a module of the user's own, by which the keys of its runs were made. */
  readonly code?: string | undefined;
  /** Resolved parameters by design, without the seed. */
  readonly designs: Readonly<Record<number, object>>;
  readonly runs: readonly Assignment[];
  readonly keep: Keep;
  readonly limits: RunLimits;
  /** No other run is begun after so many wall seconds: what is left goes into other shards. Undefined where all are to be done. */
  readonly seconds?: number | undefined;
  /** As `compute` of the settings has them. */
  readonly compute: {
    readonly device: string;
    readonly threads: number;
    readonly kernels: string;
    readonly memory_budget: number;
  };
  /** Folder of captures (STARLING_DATA). */
  readonly dataFolder: string;
}
