import {
  Agent,
  type AgentSet,
  column,
  Model,
  Population,
  type PopulationOptions,
  RandomStreams,
  Scheduler,
  type Verbs,
} from '../../../framework/index.js';

class Town extends Model {
  readonly scheduler = new Scheduler([]);
}

export class Animal extends Agent<Town> {
  weight: number;
  acted = 0;

  constructor(town: Town, weight: number) {
    super(town);
    this.weight = weight;
  }
}

/** What both storages hold of an animal. */
export interface Values {
  weight: number;
  acted: number;
}
export type Lists = { [K in keyof Values]: ArrayLike<number> };

/** Agents in one storage, and how to look at them without its verbs. */
export interface Herd<I, S> {
  readonly all: S;
  born(weight: number): I;
  die(item: I): void;
  weightOf(item: I): number;
  /** Rises with births. */
  idOf(item: I): number;
}

export const random = (draw = 0) => new RandomStreams('test').stream('verbs').cursor(draw, 0);

export const objects = (): Herd<Animal, AgentSet<Animal>> => {
  const model = new Town(1);
  return {
    all: model.agentsOf(Animal),
    born: (weight) => new Animal(model, weight),
    die: (animal) => animal.remove(),
    weightOf: ({ weight }) => weight,
    idOf: ({ id }) => id,
  };
};

const COLUMNS = { weight: column(Int32Array), acted: column(Uint16Array) };
export const columns = (options?: PopulationOptions) => (): Herd<number, Population<typeof COLUMNS>> => {
  const all = new Population(0, COLUMNS, options);
  return {
    all,
    born(weight) {
      const row = all.add();
      all.columns.weight[row] = weight;
      return row;
    },
    die: (row) => all.remove(row),
    weightOf: (row) => all.columns.weight[row]!,
    idOf: (row) => all.idOf(row),
  };
};

/** A suite of tests over any storage. */
type Suite = <I, S extends Verbs<I, S, Values, Lists>>(name: string, make: () => Herd<I, S>) => void;

/** Runs a suite over every storage. */
export function overEachStorage(suite: Suite): void {
  suite('objects', objects);
  suite('columns', columns());
  suite('columns with room', columns({ capacity: 64 }));
  suite('columns in the order of birth', columns({ reuse: false }));
}
