import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readManifest, writeManifest } from '../../../app/run/manifest.js';
import { Exit } from '../../../framework/errors.js';
import { Project } from '../project.js';
import { starling, TINY } from '../starling.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;
const run = (...words: string[]) => starling(['run', ...words], { cwd });
const reproduce = (...words: string[]) => starling(['reproduce', ...words], { cwd });

/** Ten people who gain what `gain` says, as a user may write them. */
const people = (gain: string, before = '') => `
import { Agent, Model, Scheduler, scenario, stage } from 'starling';
class Person extends Agent { wealth = 0; }
${before}
class People extends Model {
  static scenario = scenario({});
  people = this.agentsOf(Person);
  scheduler = new Scheduler([
    stage('rest', () => {}),
    stage('earn', (step) => this.people.do((person) => { person.wealth += ${gain}; })),
  ]);
  collector = this.collect({ model: { wealth: (model) => model.people.agg('wealth', 'sum') } });
  constructor(options) {
    super(options);
    for (let i = 0; i < 10; i++) new Person(this);
  }
}
export const entry = {
  name: 'people',
  description: 'people who earn',
  scenario: People.scenario,
  steps: 6,
  storages: ['objects'],
  create: (options) => new People(options),
};
`;

describe('a model that is no function of its seed', () => {
  test('is told by a repetition as far as its rows say it, and by --twice to the agent', async () => {
    project.write('chance.mjs', people('step === 2 && person.id === 7 ? 1 + Math.random() : 1'));
    await run('chance.mjs', '--seed', '1', '--out', 'chance');
    const { code, out } = await reproduce('chance');
    expect(code).toBe(Exit.differs);
    expect(out).toMatch(
      /^chance: not reproduced: first in step 2\n {2}table model: wealth was [\d.]+ and is [\d.]+\n/,
    );
    const twice = await reproduce('chance', '--twice');
    expect(twice.code).toBe(Exit.differs);
    expect(twice.out).toBe(
      'chance: two runs of it differ: first in step 2, stage earn, agent 7\n  its agents\n',
    );
  });

  test('is told with a trace by a repetition, too', async () => {
    await run('chance.mjs', '--seed', '1', '--trace', '--out', 'traced');
    expect((await reproduce('traced')).out).toBe(
      'traced: not reproduced: first in step 2, stage earn, agent 7\n  its agents\n',
    );
  });

  test('that shares something between its runs is told', async () => {
    project.write('shared.mjs', people('++calls === 8 ? 2 : 1', 'let calls = 0;'));
    await run('shared.mjs', '--seed', '1', '--out', 'shared');
    // Each program counts anew, so the recorded run is repeated; two runs in one program are not equal.
    expect((await reproduce('shared')).code).toBe(0);
    expect((await reproduce('shared', '--twice')).out).toContain('first in step 0, stage earn, agent 7');
  });
});

test('two runs of a model that keeps to its seed are the same, also of the security model', async () => {
  project.write('tiny.yaml', TINY);
  await run('tiny.yaml', '--device', 'cpu', '--out', 'tiny');
  const { code, out } = await reproduce('tiny', '--twice');
  expect(code).toBe(0);
  const { digest } = JSON.parse(readFileSync(join(cwd, 'tiny', 'summary.json'), 'utf8'));
  // Set-up, and in each of three steps eight stages and the collection.
  expect(out).toBe(`tiny: two runs are the same: 28 states equal; digest ${digest} and ${digest}\n`);
});

describe('a run that failed', () => {
  test('fails again in the same way', async () => {
    project.write('fails.mjs', people('step < 3 ? 1 : missing.wealth'));
    expect((await run('fails.mjs', '--seed', '1', '--trace', '--out', 'fails')).code).toBe(Exit.failure);
    const { code, out } = await reproduce('fails');
    expect(code).toBe(0);
    expect(out).toMatch(/^fails: reproduced: \d+ states, 3 rows equal; as far as it came \(it failed\)\n/);
    expect(out).toContain('it fails again: ReferenceError: missing is not defined');
  });

  test('and one that does not fail again is said to', async () => {
    project.write('once.mjs', people('process.env.FAIL && step === 3 ? missing.wealth : 1'));
    const failed = await starling(['run', 'once.mjs', '--seed', '1', '--out', 'once'], {
      cwd,
      env: { FAIL: '1' },
    });
    expect(failed.code).toBe(Exit.failure);
    const { code, out } = await reproduce('once');
    expect(code).toBe(0);
    expect(out).toContain('reproduced: 3 rows equal; as far as it came (it failed)');
    expect(out).toContain('it failed then (ReferenceError: missing is not defined), and not now');
  });

  test('one that fails only now is not reproduced', async () => {
    await run('once.mjs', '--seed', '1', '--out', 'well');
    const { code, out } = await starling(['reproduce', 'well'], { cwd, env: { FAIL: '1' } });
    expect(code).toBe(Exit.differs);
    expect(out).toContain('table model: this row is not made now');
  });
});

test('a module that is gone is told of', async () => {
  project.write('gone.mjs', people('1'));
  await run('gone.mjs', '--out', 'of-gone');
  const { code, err } = await starling(['reproduce', '../of-gone'], { cwd: join(cwd, 'node_modules') });
  expect(code).toBe(Exit.usage);
  expect(err).toContain('gone.mjs: the module of the model is not there');
});

test('a signal ends it', async () => {
  await run('forest-fire', '--seed', '1', '--steps', '5', '--out', 'long');
  const manifest = readManifest(join(cwd, 'long'));
  const scenario = { ...manifest.scenario, steps: 100_000 };
  writeManifest(join(cwd, 'long'), { ...manifest, scenario });
  let isTold = false;
  const { code, out } = await starling(['reproduce', 'long', '--twice'], {
    cwd,
    onError: (text, kill) => {
      if (isTold || !text.includes('step 0/')) return;
      isTold = true;
      kill('SIGINT');
    },
  });
  expect(code).toBe(Exit.sigint);
  expect(out).toBe('long: stopped before the end; nothing differed so far\n');
});
