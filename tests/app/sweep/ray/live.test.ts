import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { LiveClient } from '../../../../app/sweep/live/client.js';
import { Exit } from '../../../../framework/errors.js';
import { FakeHead, TOKEN } from '../../../framework/experiment/engines/ray/fake-head.js';
import { Project } from '../../project.js';
import { Jobs } from '../courier/jobs.js';
import { Driving } from '../driving.js';
import { LATE, Seen } from '../live/seen.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;

/** Runs take their time until the file `go` of their sweep is there. */
project.write(
  'slow.mjs',
  `import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Model, Scheduler, scenario, stage } from 'starling';
import { z } from 'zod';
class Slow extends Model {
  static scenario = scenario({ go: z.string() });
  count = 0;
  scheduler = new Scheduler([stage('count', async () => {
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
`,
);

describe('a run at work on a cluster', () => {
  let head: FakeHead;
  let jobs: Jobs;
  beforeEach(async () => {
    head = await FakeHead.start();
    jobs = new Jobs(head);
    vi.stubEnv('RAY_API_SERVER_ADDRESS', head.address);
    vi.stubEnv('RAY_AUTH_TOKEN', TOKEN);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await jobs.end();
    await head.close();
  });

  test.each([
    ['whose nodes share the folder', 'shared', {}],
    ['whose shards bring their results', 'brought', { collect: { listen: '127.0.0.1:0' } }],
  ])('%s is seen, and an agent of it, until who looks leaves', async (_, out, ray) => {
    const go = join(cwd, `${out}.go`);
    project.write(
      `${out}.yaml`,
      `name: slow\nmodel: slow.mjs\nreplications: 2\nset: { go: ${JSON.stringify(go)} }\n`,
    );
    const config = project.write(`${out}.config.yaml`, JSON.stringify({ sweeps: { ray } }));
    const words = ['run', `${out}.yaml`, '--out', out, '--engine', 'ray', '--config', config];
    const driving = new Driving(cwd, out, words);
    try {
      const [begun] = await driving.begun(1);
      expect(begun, jobs.said).toBeDefined();
      const client = (await LiveClient.connect(join(cwd, out), () => undefined))!;
      expect(client.hello).toMatchObject({ engine: 'ray' });
      // Until it is known here that the run has begun.
      let seen = new Seen();
      const watched = await vi.waitFor(async () => {
        seen = new Seen();
        let why: string | undefined;
        const view = client.watch(begun!.key, seen.heard, (said) => {
          why = said;
        });
        await vi.waitFor(() => expect(why ?? seen.messages[0]).toBeDefined(), LATE);
        expect(why).toBeUndefined();
        return view;
      }, LATE);
      expect(seen.messages[0]).toMatchObject({ type: 'begin', steps: 3000, run: { scenario: 'slow' } });
      await seen.goesOn();
      watched.inspect(0);
      await vi.waitFor(() => expect(seen.all('agent').at(-1)).toMatchObject({ name: 'the one' }), LATE);
      watched.stop();
      const { live } = sweepPaths(join(cwd, out));
      await vi.waitFor(() => expect(readdirSync(live)).toEqual([]), LATE);
      client.close();
      writeFileSync(go, '');
      const { code, err } = await driving.answer;
      expect(code, `${err}\n${jobs.said}`).toBe(Exit.ok);
      expect(existsSync(live)).toBe(false);
    } finally {
      driving.kill('SIGKILL');
    }
  });
});
