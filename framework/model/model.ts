import type { Agent } from '../agent.js';
import { AgentSet, type AgentType } from '../agentset.js';
import { digestOfRun } from '../checkpoint/digest.js';
import { type CollectorOptions, DataCollector, DigestSink, type Sink } from '../collect/index.js';
import { StarlingError } from '../errors.js';
import { Events, type RunEnd } from '../events.js';
import { type AgentLike, Chosen, removals } from '../members.js';
import { Population } from '../population/index.js';
import { chooseSeed, type RandomCursor, RandomStreams, type Seed } from '../random/index.js';
import type { Scenario } from '../scenario.js';
import { checkCount } from '../sets/limit.js';
import { RunClock, type Scheduler } from '../time/index.js';
import type { Views } from '../view/index.js';
import { Census } from './census.js';
import type { CheckpointKeeper, Collector } from './keepers.js';
import type { ModelOptions, RunOptions } from './options.js';
import type { Standing } from './standing.js';

/** The address of the model's own draws: no agent has this id. */
const MODEL = 0xffffffff;

/**
 * A model: agents, a scheduler of named stages, random streams from one seed, and events for whoever watches.
 *
 * A subclass gives it `scheduler` and, if it wants, `collector`. A run is a pure function of the model's parameters and
 * seed: nothing that listens can change it.
 */
export abstract class Model<P extends object = object> {
  /** What its parameters are; a model without one takes them as they are given. */
  static readonly scenario: Scenario | undefined;
  /**
   * Classes of agents that a run may bring forth: a checkpoint names classes, and those that a model is made with are
   * known anyway.
   */
  static readonly agentTypes: readonly AgentType<Agent>[] = [];
  /** All chance of the run, by the name of what it decides. */
  readonly random: RandomStreams;
  /** Complete and frozen. */
  readonly parameters: Readonly<P>;
  /** For whoever watches: stages, steps, collection, the end. */
  readonly events: Events = new Events();
  /** What its run has taken so far, pauses left out. */
  readonly clock: RunClock = new RunClock();
  readonly #sinks: readonly Sink[];
  readonly #rows = new DigestSink();
  readonly #census = new Census();
  /** All agents kept as objects, in order of creation; live. */
  readonly agents: AgentSet<Agent> = this.#census.agents;
  /** The stages of a step, in order. */
  abstract readonly scheduler: Scheduler;
  /** Takes the rows of each step; a model without one collects nothing. */
  readonly collector?: Collector;
  #step = 0;
  #state: 'new' | 'started' | 'ended' = 'new';
  #busy = false;
  #isFollowed = false;
  #stopped: string | undefined;

  /** @throws StarlingError for parameters that don't fit the scenario */
  constructor(options: Seed | ModelOptions<P> = {}) {
    const given = typeof options === 'object' ? options : { seed: options };
    const { seed = chooseSeed(), parameters = {}, sinks = [] } = given as ModelOptions<P>;
    this.random = new RandomStreams(seed);
    this.parameters = (new.target.scenario?.with(parameters) ??
      Object.freeze({ ...parameters })) as Readonly<P>;
    this.#sinks = sinks;
  }

  /** Of all random draws: with the parameters, it is what repeats the run. */
  get seed(): Seed {
    return this.random.seed;
  }

  /** How many agents it has: those kept as objects, and those of the populations among its fields. */
  get size(): number {
    let size = this.agents.size;
    for (const field of new Set(Object.values(this)))
      if (field instanceof Population && field.whole) size += field.size;
    return size;
  }

  /** What there is to see of the model while it runs; read between stages, and reading changes nothing. */
  get views(): Views {
    return { views: [] };
  }

  /** Called before the first step by who looks at the state after each stage: it is gathered first. */
  willFollow(): void {
    this.#isFollowed = true;
  }

  /**
   * Brings state that lies elsewhere while the model runs, as on a device, to where it is looked at. Awaited before a
   * checkpoint, and before those who follow the model are told of a stage. There is nothing to be done by itself.
   */
  gatherState(): Promise<void> | undefined {
    return undefined;
  }

  /** Steps done; during a step, its index. */
  get step(): number {
    return this.#step;
  }

  /** False once the model was stopped or its run has ended. */
  get running(): boolean {
    return this.#stopped === undefined && this.#state !== 'ended';
  }

  /** Ends the run after the current step. The first reason given counts. */
  stop(reason: string): void {
    this.#stopped ??= reason;
  }

  /**
   * A collector of this model's rows, for its field `collector`: into the sinks that the model was given, and into its
   * digest. Where it was given none they stay in memory.
   */
  collect<I = Agent>(options: Omit<CollectorOptions<this, I>, 'sinks'>): DataCollector<Model, I> {
    const collector = new DataCollector<this, I>({
      ...(this.#sinks.length > 0 ? {} : { window: Number.MAX_SAFE_INTEGER }),
      ...options,
      sinks: [this.#rows, ...this.#sinks],
    });
    // Whose rows they are matters to the reporters alone: otherwise a subclass would be no model.
    return collector as DataCollector<Model, I>;
  }

  /**
   * SHA-256 over every row that `collect` collected and the state as it stands: equal for equal parameters and seeds,
   * wherever it runs. A model whose state a checkpoint can't keep is judged by its rows alone.
   */
  get digest(): string {
    return digestOfRun(this, this.collected);
  }

  /** SHA-256 over every row that `collect` collected so far. */
  get collected(): string {
    return this.#rows.digest;
  }

  /**
   * The agents made by exactly this class, in order of creation; live. Those of several classes with one base are had by
   * `agents.select({ type })`.
   */
  agentsOf<A extends AgentLike>(type: new (...args: never[]) => A): AgentSet<A> {
    return this.#census.of(type) as unknown as AgentSet<A>;
  }

  /** The classes of which agents are alive, with their agents, in the order of the first of these in each. */
  get agentsByType(): ReadonlyMap<AgentType<Agent>, AgentSet<Agent>> {
    return this.#census.byType();
  }

  /**
   * Makes `count` agents of a class, in order, and answers them as a set. `parameters` gives what the class's
   * constructor takes after the model, for each index from 0:
   *
   *     this.create(Sheep, 60, (index) => [index % 10]);
   *
   * @throws StarlingError for a count that is not a whole number ≥ 0
   */
  create<A extends AgentLike>(type: new (model: never) => A, count: number): AgentSet<A>;
  create<A extends AgentLike, P extends unknown[] | []>(
    type: new (model: never, ...parameters: P) => A,
    count: number,
    parameters: (index: number) => NoInfer<P>,
  ): AgentSet<A>;
  create<A extends AgentLike, P extends unknown[] | []>(
    type: new (model: never, ...parameters: P) => A,
    count: number,
    parameters?: (index: number) => NoInfer<P>,
  ): AgentSet<A> {
    // Which model an agent is of, is the agent's to say: asked here, the types of both would depend on each other.
    checkCount(count);
    const since = removals.count;
    const kind = type as unknown as new (model: this, ...parameters: P) => A;
    const parametersOf = parameters ?? (() => [] as unknown[] as P);
    const agents: A[] = [];
    for (let index = 0; index < count; index++) agents.push(new kind(this, ...parametersOf(index)));
    return new AgentSet(new Chosen(agents, since));
  }

  /**
   * Draws in the current step for one purpose: of the model itself, or of the agent of an id, for models in columns.
   * Asking again for the same purpose in the same step starts the same draws anew; see `Agent.draws`.
   */
  draws(purpose: string, id: number = MODEL): RandomCursor {
    return this.random.stream(purpose).cursor(id, this.#step);
  }

  /**
   * Does one step: every stage in order, then collection. What a stage throws passes through; the model is then in the
   * middle of a step and should be dropped.
   *
   * @throws StarlingError when the run has ended, or while another step is still running (a missing await)
   */
  async advance(): Promise<void> {
    if (this.#state === 'ended')
      throw new StarlingError('The run has ended: no further step can be done.', {
        hint: '`run` ends a run; `advance` does one step and leaves the run open.',
      });
    if (this.#busy) throw new StarlingError('A step is still running.', { hint: 'Await advance().' });
    this.#busy = true;
    try {
      if (this.#state === 'new') await this.#start();
      const step = this.#step;
      const began = performance.now();
      await this.scheduler.run(step, this.events);
      if (this.collector !== undefined) {
        const collected = this.collector.collect(this);
        const rows = typeof collected === 'number' ? collected : await collected;
        this.events.emit('collect', { step, rows });
      }
      this.#census.settle();
      this.#step = step + 1;
      this.events.emit('step', { step, seconds: (performance.now() - began) / 1000 });
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Steps until a limit, a condition, `stop` or an abort ends the run; closes the collector and emits `end`, also when
   * a step throws.
   *
   * @throws StarlingError for steps that are not a whole number ≥ 0 (or Infinity), and once the run has ended
   */
  async run(options: RunOptions<this> = {}): Promise<RunEnd> {
    const { steps = Number.POSITIVE_INFINITY, until, signal, gate, checkpoints } = options;
    if (!(steps >= 0 && (steps === Number.POSITIVE_INFINITY || Number.isInteger(steps))))
      throw new StarlingError(`A run does a whole number of steps, 0 or more; got ${steps}.`);
    const last = this.#step + steps;
    const isAborted = () => signal?.aborted === true;
    if (this.#state !== 'ended') this.clock.go();
    try {
      if (this.#state === 'new') {
        checkpoints?.follow(this);
        // It goes on from a checkpoint: its rows so far are told, whatever is still to come.
        if (this.#step > 0) await this.#start();
      }
      for (;;) {
        if (this.#stopped !== undefined) return await this.finish('stop', this.#stopped);
        if (isAborted()) return await this.#abort(checkpoints);
        if (this.#step >= last) return await this.finish('steps', `All ${steps} steps are done.`);
        await this.#pass(gate);
        // What opens a gate may be the wish to end.
        if (isAborted()) return await this.#abort(checkpoints);
        await this.advance();
        if (until?.(this) === true) return await this.finish('until', 'The condition to end on was met.');
        if (checkpoints?.isDue(this.#step)) {
          await this.gatherState();
          checkpoints.write(this);
        }
      }
    } catch (error) {
      // The first error is the one to see, whatever closing the collector makes of it.
      await this.finish('error', String(error)).catch(() => undefined);
      throw error;
    }
  }

  /** Ends a run that was stepped by hand: closes the collector and emits `end`. `run` does it by itself. */
  async finish(cause: RunEnd['cause'] = 'stop', reason = 'The run was finished.'): Promise<RunEnd> {
    const end: RunEnd = { cause, reason, steps: this.#step };
    if (this.#state === 'ended') return end;
    this.#state = 'ended';
    try {
      await this.collector?.close();
    } finally {
      this.clock.hold();
      this.events.emit('end', end);
    }
    return end;
  }

  /** Has `leave` called with each agent that is removed from now on: for spaces, which are made `of: this`. */
  whenRemoved<A extends AgentLike>(leave: (agent: A) => void): void {
    this.#census.leaving.push(leave);
  }

  /** Called by the constructor of `Agent`: enrols it and answers its id. */
  register(agent: Agent): number {
    return this.#census.register(agent);
  }

  /** Called by `Agent.remove`. */
  deregister(agent: Agent): void {
    this.#census.deregister(agent);
  }

  /** Where it stands between two steps; for checkpoints. */
  get standing(): Standing & { readonly started: boolean } {
    const started = this.#state !== 'new';
    return { step: this.#step, ids: this.#census.ids, stopped: this.#stopped, started };
  }

  /** Called by `putState`: from here on the model has these agents, in the order of their ids, and no others. */
  reinstate({ step, ids, stopped }: Standing, agents: readonly Agent[]): void {
    this.#step = step;
    this.#stopped = stopped;
    this.#census.reinstate(ids, agents);
  }

  async #abort(checkpoints: CheckpointKeeper | undefined): Promise<RunEnd> {
    if (this.#state === 'started' && checkpoints !== undefined) {
      await this.gatherState();
      checkpoints.write(this);
    }
    return this.finish('abort', 'The run was interrupted.');
  }

  async #pass(gate: RunOptions['gate']): Promise<void> {
    const closed = gate?.();
    if (closed === undefined) return;
    this.clock.hold();
    await closed;
    this.clock.go();
  }

  async #start(): Promise<void> {
    this.#state = 'started';
    this.clock.go();
    if (this.#isFollowed) {
      await this.gatherState();
      for (const { name } of this.scheduler.stages) this.scheduler.after(name, () => this.gatherState());
    }
    await this.collector?.open(this);
    this.events.emit('start', { seed: this.seed, stages: this.scheduler.stages.map(({ name }) => name) });
  }
}
