import {
  column,
  type DataCollector,
  Model,
  type ModelOptions,
  type ParametersOf,
  Population,
  Scheduler,
  scenario,
  stage,
  type Views,
  z,
} from 'starling';
import type { LibraryEntry } from 'starling/library';

/** What can be set, with ranges and defaults; `starling run … --set people=500` sets it. */
export const Parameters = scenario({
  people: z.int().min(2).max(1_000_000).describe('People, all there from the start.').default(100),
  coins: z.int().min(0).max(1000).describe('Coins that each of them has at first.').default(1),
});

/** Everyone who has a coin gives it to somebody, in a new order each step (Drăgulescu and Yakovenko 2000). */
export class Economy extends Model<ParametersOf<typeof Parameters>> {
  static override readonly scenario = Parameters;
  /** A person is the index of a row. */
  readonly people = new Population(this.parameters.people, { coins: column(Int32Array) });
  readonly scheduler = new Scheduler([
    stage('give', () => this.people.shuffleDo((person) => this.give(person), this.draws('order'))),
  ]);
  override readonly collector: DataCollector = this.collect({
    model: {
      poor: ({ poor }) => poor,
      richest: ({ richest }) => richest,
    },
  });

  constructor(options?: ModelOptions<ParametersOf<typeof Parameters>>) {
    super(options);
    this.people.set('coins', this.parameters.coins);
  }

  /** A person gives a coin, if there is one, to somebody. */
  give(person: number): void {
    const { coins } = this.people.columns;
    if (coins[person] === 0) return;
    const other = this.people.pick(this.random.stream('receiver').cursor(person, this.step))!;
    coins[person]!--;
    coins[other]!++;
  }

  /** People without a coin. */
  get poor(): number {
    const { coins } = this.people.columns;
    return this.people.select((person) => coins[person] === 0).size;
  }

  /** Coins of the richest. */
  get richest(): number {
    return this.people.agg('coins', 'max')!;
  }

  /** All coins: they change hands, and their number stays. */
  get total(): number {
    return this.people.agg('coins', 'sum');
  }

  override get views(): Views {
    return {
      views: [
        {
          kind: 'chart',
          title: 'People and coins',
          low: 0,
          series: [
            { name: 'without a coin', tone: 'warn', value: () => this.poor },
            { name: 'coins of the richest', tone: 'accent', value: () => this.richest },
          ],
        },
      ],
    };
  }
}

/** What `starling run` takes. */
export const entry: LibraryEntry = {
  name: '__NAME__',
  description: 'everyone who has a coin gives it to somebody',
  scenario: Parameters,
  steps: 100,
  storages: ['columns'],
  create: (options) => new Economy(options),
};
