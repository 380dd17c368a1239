import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type JsonObject } from '../canonical.js';
import { Exit, StarlingError } from '../errors.js';
import type { CheckpointKeeper, Model } from '../model/index.js';
import { Decoder } from './decode.js';
import { Encoder } from './encode.js';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './file.js';
import type { ModelTree } from './layout.js';
import { classesOf, putState } from './put.js';
import type { State } from './state.js';
import { stateOf } from './take.js';

/** When checkpoints are written, and how many stay. */
export interface CheckpointOptions {
  /** One after each so many steps, at least 1; none but where a run is aborted when left out. */
  readonly every?: number | undefined;
  /** So many of the newest stay (2); `Infinity`: all. */
  readonly keep?: number | undefined;
  /** What the run is: a checkpoint of a run of which another thing was said is refused. */
  readonly about?: JsonObject;
  /** Steps of the checkpoint that the run begins with, for a branch of another run: it always stays. */
  readonly base?: number | undefined;
}

const NAME = /^(\d+)\.checkpoint$/;

/**
 * The checkpoints of a run, `<folder>/<step>.checkpoint`. `model.run({ checkpoints })` writes them, and a model that was
 * made of the same parameters, seed and sinks goes on from one:
 *
 *     const checkpoints = new Checkpoints('run/checkpoints', { every: 100 });
 *     const newest = checkpoints.newest();
 *     if (newest !== undefined) checkpoints.resume(model, newest);
 *     await model.run({ steps: 1000 - model.step, checkpoints });
 */
export class Checkpoints implements CheckpointKeeper {
  /** Where they lie. */
  readonly folder: string;
  readonly #every: number;
  readonly #keep: number;
  readonly #about: JsonObject;
  readonly #base: number | undefined;
  #known: ReadonlySet<string> | undefined;
  /** Steps of the one written last. */
  #last: number | undefined;

  /** @throws StarlingError for numbers below 1 */
  constructor(folder: string, { every, keep = 2, about = {}, base }: CheckpointOptions = {}) {
    for (const [name, value] of Object.entries({ every: every ?? 1, keep }))
      if (!(value >= 1 && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY)))
        throw new StarlingError(`The '${name}' of checkpoints is a whole number, at least 1; got ${value}.`, {
          code: Exit.usage,
        });
    this.folder = folder;
    this.#every = every ?? Number.POSITIVE_INFINITY;
    this.#keep = keep;
    this.#about = about;
    this.#base = base;
  }

  /** Before the first step. @throws StarlingError for a model, or a sink, that can't be kept */
  follow(model: Model): void {
    stateOf(model);
    this.#known = new Set(classesOf(model).keys());
    model.collector?.willSave?.();
    mkdirSync(this.folder, { recursive: true });
    for (const name of readdirSync(this.folder)) if (name.endsWith('.part')) rmSync(join(this.folder, name));
  }

  /** Whether one is to be written once so many steps are done. */
  isDue(step: number): boolean {
    return step % this.#every === 0;
  }

  /** Writes one, durable when this returns, and deletes those that are not to be kept. */
  write(model: Model): void {
    if (model.step === this.#last) return;
    const state = stateOf(model);
    const [step, , , types] = state.tree as unknown as ModelTree;
    const unknown = types.find((name) => this.#known?.has(name) === false);
    if (unknown !== undefined)
      throw new StarlingError(
        `Agents of the class '${unknown}' came up during the run: a checkpoint can't bring them back.`,
        {
          hint: "Name the class in the model's `static agentTypes`.",
        },
      );
    const spent = { clock: model.clock.time, stages: Array.from(model.scheduler.seconds) };
    // First the rows: a checkpoint never tells of more than there are.
    const states = { model: state, collector: dataState(model.collector?.save?.()), spent: dataState(spent) };
    const path = this.#pathOf(step);
    mkdirSync(this.folder, { recursive: true });
    writeCheckpoint(path, {
      model: model.constructor.name,
      seed: model.seed,
      step,
      about: this.#about,
      states,
    });
    this.#last = step;
    this.#prune();
  }

  /** Steps at which there is one, ascending. */
  get steps(): number[] {
    let names: string[];
    try {
      names = readdirSync(this.folder);
    } catch {
      return [];
    }
    return names
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  /**
   * The newest that can be read, of those up to a step; undefined where there is none.
   * @param passed told of each that can't be read, and why
   * @throws StarlingError for one of another run, and where none is left of a run that begins with one
   */
  newest(
    atMost = Number.POSITIVE_INFINITY,
    passed: (error: StarlingError) => void = () => {},
  ): Checkpoint | undefined {
    for (const step of this.steps.reverse()) {
      if (step > atMost) continue;
      const path = this.#pathOf(step);
      try {
        const found = readCheckpoint(path);
        this.#check(found, path);
        return found;
      } catch (error) {
        // A run that goes on deletes what it has no more use for.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
        if (!(error instanceof StarlingError) || error.code === Exit.usage) throw error;
        passed(error);
      }
    }
    if (this.#base === undefined) return undefined;
    throw new StarlingError(
      `The checkpoint that the run begins with can't be read, that of step ${this.#base}.`,
      {
        place: this.#pathOf(this.#base),
        hint: 'Bring it back: a branch has no other beginning.',
      },
    );
  }

  /**
   * Puts a model that was just made where the checkpoint was; its rows go on there too, unless they are to begin anew.
   * @throws StarlingError for another model, seed or sinks
   */
  resume(model: Model, checkpoint: Checkpoint, { rows = true }: { readonly rows?: boolean } = {}): void {
    const { states, seed, model: name, step } = checkpoint;
    if (name !== model.constructor.name || String(seed) !== String(model.seed))
      throw new StarlingError(
        `The checkpoint is of ${name} with the seed ${seed}, the model is ${model.constructor.name} with the seed ${model.seed}.`,
        { code: Exit.usage, place: this.#pathOf(step) },
      );
    putState(model, states['model']!);
    const data = (part: string): unknown =>
      new Decoder(model, states[part]!.arrays, () => undefined).decode(states[part]!.tree);
    if (!rows) return;
    const collected = data('collector');
    if (collected !== undefined) model.collector?.restore?.(collected);
    const spent = data('spent') as { clock: number; stages: number[] } | undefined;
    if (spent === undefined) return;
    model.clock.add(spent.clock);
    model.scheduler.seconds.set(spent.stages);
  }

  #pathOf(step: number): string {
    return join(this.folder, `${step}.checkpoint`);
  }

  #check({ about }: Checkpoint, path: string): void {
    if (canonicalJson(about) === canonicalJson(this.#about)) return;
    const told = (value: unknown): string => (value === undefined ? 'nothing' : String(value).slice(0, 16));
    const differ = Object.keys({ ...about, ...this.#about })
      .filter((key) => about[key] !== this.#about[key])
      .map((key) => `${key} was ${told(about[key])} and is ${told(this.#about[key])}`);
    throw new StarlingError(`The checkpoint is of another run: ${differ.join(', ')}.`, {
      code: Exit.usage,
      place: path,
      hint: 'Go on with what wrote it; or delete the checkpoints, and the run begins at its start.',
    });
  }

  #prune(): void {
    const steps = this.steps.filter((step) => step !== this.#base);
    if (!Number.isFinite(this.#keep)) return;
    for (const step of steps.slice(0, -this.#keep)) rmSync(this.#pathOf(step), { force: true });
  }
}

/** Plain data as a state. */
function dataState(data: unknown): State {
  const encoder = new Encoder({}, () => undefined);
  return { tree: encoder.encode(data), arrays: encoder.arrays };
}
