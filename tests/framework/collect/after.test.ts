import { describe, expect, it } from 'vitest';
import {
  type Agent,
  type CollectorOptions,
  DataCollector,
  Model,
  Scheduler,
  stage,
} from '../../../framework/index.js';
import { Wolf } from './field.js';

describe('after a stage', () => {
  /** A counter that is 1 after the first stage and 2 after the second. */
  class Count extends Model {
    count = 0;
    readonly scheduler = new Scheduler([
      stage('one', () => {
        this.count = 1;
      }),
      stage('two', () => {
        this.count = 2;
      }),
    ]);
    override readonly collector: DataCollector<Count>;

    constructor(options: CollectorOptions<Count, Agent>) {
      super('count');
      new Wolf(this);
      this.collector = new DataCollector<Count>({
        model: { count: (m) => m.count },
        agents: { count: (_, m) => m.count },
        ...options,
      });
    }
  }
  const counts = async (options: CollectorOptions<Count, Agent>) => {
    const model = new Count(options);
    const rows: number[] = [];
    model.events.on('collect', (detail) => rows.push(detail.rows));
    await model.run({ steps: 3 });
    const of = (table: string) => model.collector.rows(table).map(({ step, count }) => [step, count]);
    return { model: of('model'), agents: of('agents'), rows };
  };

  it('all tables, or some, and the others after the step', async () => {
    const [one, two] = [1, 2].map((count) => [0, 1, 2].map((step) => [step, count]));
    expect(await counts({})).toEqual({ model: two, agents: two, rows: [2, 2, 2] });
    expect(await counts({ after: 'one' })).toEqual({ model: one, agents: one, rows: [2, 2, 2] });
    expect(await counts({ after: { agents: 'one' } })).toEqual({ model: two, agents: one, rows: [2, 2, 2] });
    expect((await counts({ after: 'one', every: 2 })).model).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  it('sees what hooks of the stage did, and a reporter that throws ends the run', async () => {
    const model = new Count({ after: 'one' });
    model.scheduler.after('one', () => {
      model.count = 7;
    });
    await model.run({ steps: 1 });
    expect(model.collector.rows('model')).toEqual([{ step: 0, count: 7 }]);
    const failing = new Count({ after: 'one', model: { count: () => Number.NaN } });
    await expect(failing.run({ steps: 1 })).rejects.toThrow(/finite/);
  });

  it('refuses stages and tables that are not there', async () => {
    await expect(counts({ after: 'three' })).rejects.toThrow(/no stage 'three'/);
    expect(() => new Count({ after: { modle: 'one' } })).toThrow(/'modle', which has no reporters/);
  });
});
