import type { Sink } from '../collect/index.js';
import type { Seed } from '../random/index.js';
import type { CheckpointKeeper } from './keepers.js';
import type { Model } from './model.js';

/** What a model is made of. */
export interface ModelOptions<P extends object = object> {
  /** Of all random draws; where none is given one is chosen. Show it, and store it with the run. */
  readonly seed?: Seed;
  /** What is left out has its default in the model's scenario. */
  readonly parameters?: Readonly<Partial<P>>;
  /** Where the rows go that `collect` collects. */
  readonly sinks?: readonly Sink[];
}

/** How far a run goes, and who may hold or end it. What is left out sets no limit. */
export interface RunOptions<M = Model> {
  /** Do at most so many further steps. */
  readonly steps?: number;
  /** End after the step for which this holds. */
  readonly until?: (model: M) => boolean;
  /** End cleanly after the step in which it is aborted. */
  readonly signal?: AbortSignal;
  /** Asked before each step: the step begins once what it answers has settled. So a run is paused. */
  readonly gate?: () => Promise<void> | undefined;
  /** Writes a checkpoint now and then, and where the run is aborted. */
  readonly checkpoints?: CheckpointKeeper | undefined;
}
