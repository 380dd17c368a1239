import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { sweepPaths } from '../../../../app/sweep/folder.js';
import { LiveClient } from '../../../../app/sweep/live/client.js';
import { Exit } from '../../../../framework/errors.js';
import { Project } from '../../project.js';
import { Cluster } from '../cluster.js';
import { Driving } from '../driving.js';
import { LATE, Seen } from '../live/seen.js';
import { SLOW_MODEL } from '../slow-model.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;

project.write('slow.mjs', SLOW_MODEL);

describe('a run at work on a cluster', () => {
  const cluster = new Cluster();

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
      expect(begun, cluster.jobs.said).toBeDefined();
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
      expect(code, `${err}\n${cluster.jobs.said}`).toBe(Exit.ok);
      expect(existsSync(live)).toBe(false);
    } finally {
      driving.kill('SIGKILL');
    }
  });
});
