import { Model, Scheduler, scenario, stage } from '../../framework/index.js';
import type { LibraryEntry } from '../../library/index.js';

/** A model that does nothing but collect a row a step. */
class Rows extends Model {
  static override readonly scenario = scenario({});
  count = 0;
  readonly scheduler = new Scheduler([stage('count', () => void this.count++)]);
  override readonly collector = this.collect<Rows>({
    model: { count: (model) => model.count, half: (model) => model.count / 2 },
  });
}

/** As a module of a user's own exports its model. */
export const entry: LibraryEntry = {
  name: 'rows',
  description: 'a row a step, and nothing else',
  scenario: Rows.scenario,
  steps: 100,
  storages: ['objects'],
  create: (options) => new Rows(options),
};
