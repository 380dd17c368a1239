import {
  type Column,
  column,
  DataCollector,
  Model,
  Population,
  Scheduler,
  type Seed,
  stage,
} from '../../../framework/index.js';

/** The same model with its people as columns: row i gives what person i gave. */
export class WealthColumns extends Model {
  readonly people: Population<{ wealth: Column<Int32Array> }>;
  readonly scheduler = new Scheduler([
    stage('give', () => this.people.shuffleDo((i) => this.give(i), this.draws('order'))),
  ]);
  override readonly collector = new DataCollector<WealthColumns, number>({
    model: { richest: (m) => m.people.agg('wealth', 'max'), total: (m) => m.people.agg('wealth', 'sum') },
    agents: { wealth: (i, m) => m.people.columns.wealth[i]! },
    over: (m) => m.people,
    every: 5,
  });

  constructor(seed: Seed, size: number) {
    super(seed);
    this.people = new Population(size, { wealth: column(Int32Array) }).set('wealth', 1);
  }

  give(i: number): void {
    const { wealth } = this.people.columns;
    if (wealth[i] === 0) return;
    const other = this.people.pick(this.random.stream('receiver').cursor(i, this.step))!;
    wealth[i]!--;
    wealth[other]!++;
  }
}
