/** A module whose runs take their time until the file `go` is there; those with x=2 fail. */
export const SLOW_MODEL = `import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Model, Scheduler, scenario, stage } from 'starling';
import { z } from 'zod';
class Slow extends Model {
  static scenario = scenario({ x: z.int().default(0), go: z.string().default('go') });
  count = this.parameters.x;
  scheduler = new Scheduler([stage('count', async () => {
    if (this.parameters.x === 2) throw new Error('two is too many');
    if (!existsSync(this.parameters.go)) await setTimeout(10);
    this.count++;
  })]);
  collector = this.collect({ model: { count: (model) => model.count } });
  get views() {
    return {
      views: [{ kind: 'chart', title: 'Counted', series: [{ name: 'count', tone: 'good', value: () => this.count }] }],
      inspector: { agents: 1, nameOf: () => 'the one', describe: () => [{ title: 'Count', figures: [['count', String(this.count)]] }] },
    };
  }
}
export const entry = {
  name: 'slow',
  description: 'takes its time',
  scenario: Slow.scenario,
  steps: 3000,
  storages: ['objects'],
  create: (options) => new Slow(options),
};
`;
