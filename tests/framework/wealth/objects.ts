import { Agent, DataCollector, Model, Scheduler, type Seed, stage } from '../../../framework/index.js';

class Person extends Agent<Wealth> {
  wealth = 1;

  give(): void {
    if (this.wealth === 0) return;
    const other = this.model.people.pick(this.draws('receiver'))!;
    this.wealth--;
    other.wealth++;
  }
}

/** Everyone who has a coin gives it to somebody (Drăgulescu and Yakovenko 2000). */
export class Wealth extends Model {
  readonly people = this.agentsOf(Person);
  readonly scheduler = new Scheduler([
    stage('give', () => this.people.shuffleDo((person) => person.give(), this.draws('order'))),
  ]);
  override readonly collector = new DataCollector<Wealth, Person>({
    model: { richest: (m) => m.people.agg('wealth', 'max'), total: (m) => m.people.agg('wealth', 'sum') },
    agents: { wealth: (person) => person.wealth },
    every: 5,
  });

  constructor(seed: Seed, size: number) {
    super(seed);
    for (let i = 0; i < size; i++) new Person(this);
  }
}
