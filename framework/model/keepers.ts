import type { Model } from './model.js';

/** What a model needs of a data collector. Rows are collected after the last stage of a step. */
export interface Collector {
  /** Called before the first step, once. */
  open(model?: Model): Promise<void>;
  /** Collects the step in progress; answers how many rows that made. */
  collect(model: Model): number | Promise<number>;
  /** Called at the end of the run: writes what is still held. */
  close(): Promise<void>;
  /** For checkpoints: where the rows stand, as plain data; `willSave` comes before `open`, and so does `restore`. */
  willSave?(): void;
  save?(): unknown;
  restore?(saved: unknown): void;
}

/** Keeps checkpoints of a run; see `Checkpoints`. */
export interface CheckpointKeeper {
  /** Before the first step. @throws StarlingError for a model that can't be kept */
  follow(model: Model): void;
  /** Whether one is to be written after so many steps. */
  isDue(step: number): boolean;
  write(model: Model): void;
}
