import { setImmediate } from 'node:timers/promises';
import { StarlingError } from '../errors.js';
import type { Events } from '../events.js';

/** One named part of a step. `step` counts from 0. A promise is waited for, any other result is left alone. */
export interface Stage {
  readonly name: string;
  run(step: number): unknown;
}

export function stage(name: string, run: (step: number) => unknown): Stage {
  return { name, run };
}

/** After so many milliseconds of uninterrupted work, signals, timers and terminals get their turn between stages. */
const BREATH_MS = 20;

/**
 * Runs a fixed list of stages in order, times each, and emits one `stage` event per stage.
 *
 * @throws StarlingError when two stages share a name or one has none
 */
export class Scheduler {
  readonly stages: readonly Stage[];
  /** Wall seconds spent so far, one entry a stage. Never part of a digest. */
  readonly seconds: Float64Array;
  #lastBreath = 0;

  constructor(stages: readonly Stage[]) {
    const names = new Set<string>();
    for (const { name } of stages) {
      if (name === '' || names.has(name))
        throw new StarlingError(`Stage names must be unique and not empty; got '${name}'.`);
      names.add(name);
    }
    this.stages = [...stages];
    this.seconds = new Float64Array(stages.length);
  }

  /** Accumulated wall seconds by stage name, for summaries. */
  get timings(): Record<string, number> {
    return Object.fromEntries(this.stages.map(({ name }, index) => [name, this.seconds[index]!]));
  }

  /** Runs every stage once. */
  async run(step: number, events: Events): Promise<void> {
    for (let index = 0; index < this.stages.length; index++) {
      const current = this.stages[index]!;
      const began = performance.now();
      const pending = current.run(step);
      if (pending instanceof Promise) await pending;
      const ended = performance.now();
      const seconds = (ended - began) / 1000;
      this.seconds[index]! += seconds;
      if (events.has('stage')) events.emit('stage', { step, stage: current.name, index, seconds });
      if (ended - this.#lastBreath > BREATH_MS) {
        await setImmediate();
        this.#lastBreath = performance.now();
      }
    }
  }
}
