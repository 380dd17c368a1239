/** Compiled against the packed package, as a user's own code is: what must be typed is, and what must not compile doesn't. */
import {
  Agent,
  type AgentSet,
  column,
  type DataCollector,
  type InputOf,
  Model,
  type ModelOptions,
  type ParametersOf,
  Population,
  Scheduler,
  type Seed,
  scenario,
  stage,
  z,
} from 'starling';
import type { LibraryEntry } from 'starling/library';
import type { Equal, Expect } from './expect.ts';

export const Herd = scenario({
  size: z.int().min(1).default(10),
  name: z.string().optional(),
});

type Parameters = ParametersOf<typeof Herd>;
export type Scenarios = [
  Expect<Equal<Parameters['size'], number>>,
  Expect<Equal<Parameters['name'], string | undefined>>,
  Expect<Equal<InputOf<typeof Herd>['size'], number | undefined>>,
];
Herd.with({ size: 3 });
// @ts-expect-error: no such parameter
Herd.with({ sise: 3 });
// @ts-expect-error: a number is wanted
Herd.with({ size: '3' });
// @ts-expect-error: parameters are frozen
Herd.with().size = 4;

class Cow extends Agent<Pasture> {
  milk = 0;
  name = 'Alma';

  act(): void {
    this.milk += this.model.parameters.size;
    // @ts-expect-error: the model has no such parameter
    this.milk += this.model.parameters.sise;
  }
}

export class Pasture extends Model<Parameters> {
  static override readonly scenario = Herd;
  readonly cows = this.agentsOf(Cow);
  readonly rows = new Population(4, { milk: column(Float64Array), place: column(Int16Array, [2]) });
  readonly scheduler = new Scheduler([stage('act', () => this.cows.do((cow) => cow.act()))]);
  override readonly collector: DataCollector = this.collect({ model: { milk: (model) => model.seed } });

  constructor(options?: Seed | ModelOptions<Parameters>) {
    super(options);
    this.events.on('stage', ({ seconds, stage: name }) => [seconds.toFixed(), name.trim()]);
    // @ts-expect-error: no such event
    this.events.on('stages', () => undefined);
  }
}

const pasture = new Pasture({ seed: 'spring', parameters: { size: 2 } });
// @ts-expect-error: no such parameter
new Pasture({ parameters: { colour: 'green' } });

export const milk = pasture.cows.get('milk');
export const first = pasture.cows.pick(pasture.draws('who'));
export const column_ = pasture.rows.columns.milk;
export type Sets = [
  Expect<Equal<typeof pasture.cows, AgentSet<Cow>>>,
  Expect<Equal<(typeof milk)[number], number>>,
  Expect<Equal<typeof first, Cow | undefined>>,
];
export const floats: Float64Array = column_;
export const total: number = pasture.cows.agg('milk', 'sum');
export const least: number | null = pasture.cows.agg('milk', 'min');
// @ts-expect-error: a text can't be summed
pasture.cows.agg('name', 'sum');
// @ts-expect-error: no such field
pasture.cows.get('cheese');
// @ts-expect-error: no such column
pasture.rows.get('cheese');
// @ts-expect-error: a column is not replaced
pasture.rows.columns.milk = new Float64Array(4);

export const entry: LibraryEntry = {
  name: 'pasture',
  description: 'cows that give milk',
  scenario: Herd,
  steps: 5,
  storages: ['objects'],
  create: (options) => new Pasture(options),
};
// @ts-expect-error: neither objects nor columns
export const odd: LibraryEntry = { ...entry, storages: ['rows'] };
