import {
  Agent,
  column,
  Model,
  type ModelOptions,
  type ParametersOf,
  Population,
  Scheduler,
  scenario,
  stage,
} from '../../../framework/index.js';

/** A second source of chance, as a model that is broken has it: each call answers something else, in any run. */
export class Outside {
  #calls = 0;

  next(): number {
    return ++this.#calls;
  }
}

export const Parameters = scenario({});
type Options = ModelOptions<ParametersOf<typeof Parameters>> & { readonly outside: Outside };

/** What one of a model's agents does in a stage, given what comes from outside; by step. */
export interface Break {
  readonly step: number;
  readonly stage: 'walk' | 'eat';
  readonly agent: number;
}

class Walker extends Agent<Walkers> {
  place = 0;
  food = 0;
}

/** Ten walkers as objects. Where `Break` says so, one of them takes what comes from outside. */
export class Walkers extends Model {
  readonly walkers = this.agentsOf(Walker);
  readonly scheduler: Scheduler;

  constructor(options: Options, broken?: Break) {
    super(options);
    for (let i = 0; i < 10; i++) new Walker(this);
    const extra = (name: Break['stage'], step: number, agent: number) =>
      broken?.step === step && broken.stage === name && broken.agent === agent ? options.outside.next() : 0;
    this.scheduler = new Scheduler([
      stage('walk', (step) =>
        this.walkers.do((walker) => {
          walker.place += walker.draws('walk').below(5) + extra('walk', step, walker.id);
        }),
      ),
      stage('eat', (step) =>
        this.walkers.do((walker) => {
          walker.food += walker.draws('eat').below(5) + extra('eat', step, walker.id);
        }),
      ),
    ]);
  }
}

/** The same as columns. */
export class WalkerColumns extends Model {
  readonly walkers = new Population(10, { place: column(Int32Array), food: column(Float64Array) });
  readonly scheduler: Scheduler;

  constructor(options: Options, broken?: Break) {
    super(options);
    const { place, food } = this.walkers.columns;
    const extra = (name: Break['stage'], step: number, agent: number) =>
      broken?.step === step && broken.stage === name && broken.agent === agent ? options.outside.next() : 0;
    this.scheduler = new Scheduler([
      stage('walk', (step) =>
        this.walkers.do((i) => {
          place[i]! += this.random.stream('walk').below(5, i, step, 0) + extra('walk', step, i);
        }),
      ),
      stage('eat', (step) =>
        this.walkers.do((i) => {
          food[i]! += this.random.stream('eat').below(5, i, step, 0) + extra('eat', step, i);
        }),
      ),
    ]);
  }
}
