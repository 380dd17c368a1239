import { setImmediate } from 'node:timers/promises';
import { StarlingError } from '../errors.js';
import type { Events } from '../events.js';

/** What runs in a step; `step` counts from 0. A promise is waited for, any other result is left alone. */
export type StepFunction = (step: number) => unknown;

/** One named part of a step. */
export interface Stage {
  /** Unique among the stages of a model: timings and events carry it. */
  readonly name: string;
  /** Does the part. What it throws ends the run. */
  run(step: number): unknown;
}

/** A stage from its name and what it does. */
export function stage(name: string, run: StepFunction): Stage {
  return { name, run };
}

/** After so many milliseconds of uninterrupted work, signals, timers and terminals get their turn between stages. */
const BREATH_MS = 20;

/**
 * Runs a fixed list of stages in order, times each, and emits one `stage` event per stage.
 *
 * Hooks run before and after a stage or a step. Unlike listeners they are part of the model: they may change it, what
 * they throw ends the run, and a stage is timed with its hooks and told of after them. Several hooks of one place run in
 * the order in which they were given.
 */
export class Scheduler {
  /** In the order in which they run. */
  readonly stages: readonly Stage[];
  /** Wall seconds spent so far, one entry a stage, hooks included. Never part of a digest. */
  readonly seconds: Float64Array;
  readonly #opening: StepFunction[] = [];
  readonly #closing: StepFunction[] = [];
  readonly #before: readonly StepFunction[][];
  readonly #after: readonly StepFunction[][];
  /** What each stage comes to, put together when the first step begins. */
  #parts: readonly (readonly StepFunction[])[] | undefined;
  #lastBreath = 0;

  /** @throws StarlingError when two stages share a name or one has none */
  constructor(stages: readonly Stage[]) {
    const names = new Set<string>();
    for (const { name } of stages) {
      if (name === '' || names.has(name))
        throw new StarlingError(`Stage names must be unique and not empty; got '${name}'.`);
      names.add(name);
    }
    this.stages = [...stages];
    this.seconds = new Float64Array(stages.length);
    this.#before = stages.map(() => []);
    this.#after = stages.map(() => []);
  }

  /** Accumulated wall seconds by stage name, for summaries. */
  get timings(): Record<string, number> {
    return Object.fromEntries(this.stages.map(({ name }, index) => [name, this.seconds[index]!]));
  }

  /** Has `hook` run before every run of a stage. @throws StarlingError for an unknown stage, or once a step has begun */
  before(stage: string, hook: StepFunction): this {
    return this.#hook(this.#before[this.#indexOf(stage)]!, hook);
  }

  /** Has `hook` run after every run of a stage. @throws StarlingError for an unknown stage, or once a step has begun */
  after(stage: string, hook: StepFunction): this {
    return this.#hook(this.#after[this.#indexOf(stage)]!, hook);
  }

  /** Has `hook` run before the first stage of every step. @throws StarlingError once a step has begun */
  beforeStep(hook: StepFunction): this {
    return this.#hook(this.#opening, hook);
  }

  /**
   * Has `hook` run after the last stage of every step, before the step's rows are collected.
   * @throws StarlingError once a step has begun
   */
  afterStep(hook: StepFunction): this {
    return this.#hook(this.#closing, hook);
  }

  /** Runs every stage once. */
  async run(step: number, events: Events): Promise<void> {
    this.#parts ??= this.stages.map((stage, index) => [
      ...this.#before[index]!,
      (now) => stage.run(now),
      ...this.#after[index]!,
    ]);
    for (const hook of this.#opening) await hook(step);
    for (let index = 0; index < this.stages.length; index++) {
      const began = performance.now();
      for (const part of this.#parts[index]!) {
        const pending = part(step);
        if (pending instanceof Promise) await pending;
      }
      const ended = performance.now();
      const seconds = (ended - began) / 1000;
      this.seconds[index]! += seconds;
      if (events.has('stage'))
        events.emit('stage', { step, stage: this.stages[index]!.name, index, seconds });
      if (ended - this.#lastBreath > BREATH_MS) {
        await setImmediate();
        this.#lastBreath = performance.now();
      }
    }
    for (const hook of this.#closing) await hook(step);
  }

  #hook(hooks: StepFunction[], hook: StepFunction): this {
    if (this.#parts !== undefined)
      throw new StarlingError('A hook came too late: they are given before the first step begins.');
    hooks.push(hook);
    return this;
  }

  #indexOf(name: string): number {
    const index = this.stages.findIndex((stage) => stage.name === name);
    if (index < 0)
      throw new StarlingError(`There is no stage '${name}'.`, {
        hint: `Stages: ${this.stages.map((stage) => stage.name).join(', ')}.`,
      });
    return index;
  }
}
