import { describe, expectTypeOf, it } from 'vitest';
import {
  Agent,
  AgentSet,
  agentType,
  type CollectorOptions,
  column,
  type Groups,
  Model,
  Population,
  RandomStreams,
  Scheduler,
  summary,
} from '../../../framework/index.js';

class Meadow extends Model {
  readonly scheduler = new Scheduler([]);
  readonly sheep = this.create(Sheep, 2, (index) => [index]);
  readonly rows = new Population(3, { energy: column(Float64Array), window: column(Uint16Array, [2, 3]) });
}

class Animal extends Agent<Meadow> {
  energy: number;
  name = 'x';

  constructor(model: Meadow, energy: number) {
    super(model);
    this.energy = energy;
  }
}
class Sheep extends Animal {
  wool = true;
}

const meadow = new Meadow();
const { sheep, rows } = meadow;
const chance = new RandomStreams(1).stream('x').cursor(0, 0);

describe('types', () => {
  it('of a model: create follows the constructor', () => {
    expectTypeOf(meadow.create(Sheep, 1, () => [5])).toEqualTypeOf<AgentSet<Sheep>>();
    // @ts-expect-error the energy is a number
    meadow.create(Sheep, 1, () => ['5']);
    // @ts-expect-error the energy is missing
    meadow.create(Sheep, 0);
    expectTypeOf(meadow.agentsOf(Sheep)).toEqualTypeOf<AgentSet<Sheep>>();
  });

  it('of objects', () => {
    expectTypeOf(sheep.get('energy')).toEqualTypeOf<number[]>();
    expectTypeOf(sheep.get(['energy', 'name'])).toEqualTypeOf<{
      readonly energy: number[];
      readonly name: string[];
    }>();
    expectTypeOf(sheep.select({ type: Sheep })).toEqualTypeOf<AgentSet<Sheep>>();
    expectTypeOf(meadow.agentsOf(Animal).select({ type: Sheep })).toEqualTypeOf<AgentSet<Sheep>>();
    expectTypeOf(new AgentSet<Animal>(sheep).get('energy')).toEqualTypeOf<number[]>();
    expectTypeOf(sheep.groupBy('name').count()).toEqualTypeOf<Map<string, number>>();
    expectTypeOf(sheep.groupBy(({ id }) => id % 2).agg('energy', 'mean')).toEqualTypeOf<
      Map<number, number | null>
    >();
    const refused = () => {
      // @ts-expect-error no such field
      sheep.get('energie');
      // @ts-expect-error no such field
      sheep.get(['energy', 'wol']);
      // @ts-expect-error no such field
      sheep.set('energie', 1);
      // @ts-expect-error a number is expected
      sheep.set('energy', 'much');
      // @ts-expect-error a text is no number
      sheep.agg('name', 'sum');
      // @ts-expect-error no such reducer
      sheep.agg('energy', 'median');
      // @ts-expect-error true and false have no order
      sheep.sort('wool');
      // @ts-expect-error a weight is a number
      sheep.sample(1, chance, { weight: 'name' });
      // @ts-expect-error chance is always a parameter
      sheep.shuffle();
      // @ts-expect-error no such field
      sheep.groupBy('colour');
    };
    expectTypeOf(refused).toBeFunction();
  });

  it('of columns', () => {
    expectTypeOf(rows.columns.energy).toExtend<Float64Array>();
    expectTypeOf(rows.get('window')).toExtend<Uint16Array>();
    expectTypeOf(rows.get(['energy', 'window']).window).toExtend<Uint16Array>();
    expectTypeOf(rows.groupBy('energy').get(1)).toEqualTypeOf<typeof rows | undefined>();
    expectTypeOf(rows.groupBy((i) => `${i}`)).toExtend<Groups<string, typeof rows, never>>();
    const refused = () => {
      // @ts-expect-error no such column
      rows.get('energie');
      // @ts-expect-error no such column
      rows.set('energie', 1);
      // @ts-expect-error a number is expected
      rows.set('energy', 'much');
      // @ts-expect-error a matrix is no number
      rows.agg('window', 'sum');
      // @ts-expect-error a matrix has no order
      rows.sort('window');
      // @ts-expect-error rows have no class
      rows.select({ type: Sheep });
      // @ts-expect-error the object of columns stays
      rows.columns.energy = new Float64Array(3);
    };
    expectTypeOf(refused).toBeFunction();
  });

  it('of agg: what the reducers answer', () => {
    expectTypeOf(rows.agg('energy', 'sum')).toEqualTypeOf<number>();
    expectTypeOf(rows.agg('energy', 'mean')).toEqualTypeOf<number | null>();
    expectTypeOf(sheep.agg('energy', ['count', 'max'])).toEqualTypeOf<{
      readonly count: number;
      readonly max: number | null;
    }>();
    expectTypeOf(
      sheep.agg(
        ({ energy }) => energy,
        (values) => values.length > 1,
      ),
    ).toEqualTypeOf<boolean>();
  });

  it('of reporters', () => {
    const options: CollectorOptions<Meadow, Sheep> = {
      model: { sheep: (m) => m.sheep.size },
      agents: { energy: (each) => each.energy },
      agentTypes: { sheep: agentType(Sheep, { wool: (each) => each.wool }) },
      summaries: {
        flock: summary((m: Meadow) => m.sheep, { energy: ['mean', 'sd'] }),
        rows: summary((m: Meadow) => m.rows, { energy: 'max' }),
        // @ts-expect-error no such field
        wrong: summary((m: Meadow) => m.sheep, { energie: 'mean' }),
        // @ts-expect-error a matrix is no number
        matrix: summary((m: Meadow) => m.rows, { window: 'mean' }),
      },
    };
    expectTypeOf(options).toBeObject();
  });

  it('of classes: no agent is made by an abstract one', () => {
    abstract class Plant extends Agent<Meadow> {}
    const never = () => {
      // @ts-expect-error it has no agents of its own
      meadow.agentsOf(Plant);
      // @ts-expect-error nor a table of them
      agentType(Plant, {});
      meadow.agents.select({ type: Plant });
    };
    expectTypeOf(never).toBeFunction();
  });
});
