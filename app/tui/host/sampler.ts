import type { Inspector, Model, View, Views } from '../../../framework/index.js';
import type { AgentFacts, Frame, MapState, Sample } from '../protocol.js';

/** Rows of a feed that one frame carries at most: the latest count. */
const MOST_ROWS = 500;
/** Figures of so many steps wait for a frame at most. */
const MOST_SAMPLES = 4096;

/** Reads a model's views: figures after every step, everything else when a frame is made. */
export class Sampler {
  readonly views: Views;
  readonly #model: Model;
  readonly #series: readonly (() => number | null)[];
  /** By view: number of the first row of a feed that was not sent yet. */
  readonly #next: number[];
  #samples: Sample[] = [];
  #done: number;
  #stage = -1;
  /** Steps done when maps were read last: between two steps they do not change. */
  #mapped = -1;

  constructor(model: Model) {
    this.#model = model;
    this.#done = model.step;
    this.views = model.views;
    this.#series = this.views.views.flatMap((view) =>
      view.kind === 'chart' ? view.series.map((series) => () => series.value()) : [],
    );
    this.#next = this.views.views.map(() => 0);
  }

  /** As the model says now: with births and deaths it has other agents than at first. */
  get inspector(): Inspector | undefined {
    return this.#model.views.inspector;
  }

  /** A stage has ended. */
  stage(index: number): void {
    this.#stage = index;
  }

  /** A step has ended. */
  step(step: number): void {
    this.#done = step + 1;
    this.#samples.push({ step, values: this.#series.map((value) => value()) });
    if (this.#samples.length > MOST_SAMPLES) this.#samples.shift();
  }

  frame(paused: boolean): Frame {
    const isNew = this.#done !== this.#mapped && this.#isBetweenSteps();
    if (isNew) this.#mapped = this.#done;
    const samples = this.#samples;
    this.#samples = [];
    return {
      type: 'frame',
      clock: this.#model.clock.time,
      done: this.#done,
      stage: this.#stage,
      seconds: Array.from(this.#model.scheduler.seconds),
      samples,
      maps: this.views.views.map((view) => (isNew ? stateOf(view) : undefined)),
      feeds: this.views.views.map((view, v) => this.#rowsOf(view, v)),
      rss: process.memoryUsage.rss(),
      inspectable: this.inspector?.agents ?? 0,
      paused,
    };
  }

  /** What there is to know of an agent; undefined where agents can't be looked at. */
  describe(agent: number): AgentFacts | undefined {
    const { inspector } = this;
    if (inspector === undefined || agent < 0 || agent >= inspector.agents) return undefined;
    return { type: 'agent', agent, name: inspector.nameOf(agent), facts: inspector.describe(agent) };
  }

  /** In the middle of a step a model's state is that of no step. */
  #isBetweenSteps(): boolean {
    return (
      this.#model.step === this.#done &&
      (this.#stage === this.#model.scheduler.stages.length - 1 || this.#stage < 0)
    );
  }

  #rowsOf(view: View, v: number): readonly (readonly string[])[] {
    if (view.kind !== 'feed') return [];
    const { next, rows } = view.rows(this.#next[v]!, MOST_ROWS);
    this.#next[v] = next;
    return rows;
  }
}

function stateOf(view: View): MapState {
  switch (view.kind) {
    case 'grid':
      return { states: view.cells() };
    case 'network':
      return { states: view.states() };
    case 'plane':
      return view.points();
    default:
      return undefined;
  }
}
