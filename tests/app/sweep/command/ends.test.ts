import { readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { Project } from '../../project.js';
import { starling } from '../../starling.js';
import { Driving } from '../driving.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;

/** Runs wait in their first step until the file `go` is there. */
project.write(
  'gated.mjs',
  `import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Model, Scheduler, scenario, stage } from 'starling';
import { z } from 'zod';
class Gated extends Model {
  static scenario = scenario({ from: z.int().default(0) });
  count = this.parameters.from;
  scheduler = new Scheduler([stage('count', async () => {
    while (!existsSync('go')) await setTimeout(5);
    console.log('counted', ++this.count);
  })]);
  collector = this.collect({ model: { count: (model) => model.count } });
}
export const entry = {
  name: 'gated',
  description: 'waits',
  scenario: Gated.scenario,
  steps: 2,
  storages: ['objects'],
  create: (options) => new Gated(options),
};
`,
);
project.write('gated.yaml', 'name: gated\nmodel: gated.mjs\nreplications: 6\nlimits: { attempts: 2 }\n');

const open = () => writeFileSync(join(cwd, 'go'), '');
beforeEach(() => rmSync(join(cwd, 'go'), { force: true }));

const drive = (folder: string): Driving =>
  new Driving(cwd, folder, ['run', 'gated.yaml', '--out', folder, '--workers', '2', '--json']);

interface Status {
  readonly driven: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly runs: readonly { readonly attempts: number; readonly state: string }[];
}

async function status(folder: string): Promise<Status> {
  return JSON.parse((await starling(['sweep', 'status', folder, '--json'], { cwd })).out);
}

/** Goes on with a sweep whose gate is open: all its runs must succeed. @returns how often runs were begun in all */
async function resumed(folder: string): Promise<number> {
  open();
  const { code, out, err } = await starling(['sweep', 'resume', folder, '--json'], { cwd });
  expect(code, err).toBe(Exit.ok);
  const { runs, attempts } = JSON.parse(out);
  expect(runs).toMatchObject({ total: 6, succeeded: 6 });
  return attempts;
}

test('the first Ctrl-C lets the runs at work come to their end and begins no other', async () => {
  const driving = drive('drained');
  await driving.begun(2);
  driving.kill('SIGINT');
  await driving.said('SIGINT: no further run is begun');
  open();
  const { code, out, err } = await driving.answer;
  expect(code, err).toBe(Exit.sigint);
  expect(JSON.parse(out)).toMatchObject({
    ending: 'drained',
    runs: { succeeded: 2, pending: 4, running: 0 },
    digest: null,
  });
  expect(await resumed('drained')).toBe(6);
});

test('the second breaks off the runs at work; nobody is blamed, however often it happens', async () => {
  for (const words of [['run', 'gated.yaml', '--out', 'stopped'], ...Array(2).fill(['resume', 'stopped'])]) {
    const driving = new Driving(cwd, 'stopped', [...words, '--workers', '2']);
    await driving.begun(2);
    driving.kill('SIGTERM');
    await driving.said('SIGTERM: no further run is begun');
    driving.kill('SIGTERM');
    const { code, err } = await driving.answer;
    expect(code, err).toBe(Exit.sigterm);
    expect(err).toContain('starling: stopped');
  }
  const { counts, runs } = await status('stopped');
  expect(counts).toMatchObject({ pending: 6, running: 0 });
  expect(runs.map(({ attempts }) => attempts)).toEqual([3, 3, 0, 0, 0, 0]);
  expect(await resumed('stopped')).toBe(12);
});

test('another process cancels a sweep, also when nobody drives it', async () => {
  const driving = drive('cancelled');
  await driving.begun(2);
  const { code, out, err } = await starling(['sweep', 'cancel', 'cancelled'], { cwd });
  expect(code, err).toBe(Exit.ok);
  expect(out).toBe('cancelled: 6 runs were given up\n');
  const answer = await driving.answer;
  expect(answer.code, answer.err).toBe(Exit.failure);
  expect(JSON.parse(answer.out)).toMatchObject({ ending: 'cancelled', runs: { aborted: 6 } });
  expect((await status('cancelled')).counts).toMatchObject({ aborted: 6 });
  expect((await starling(['sweep', 'cancel', 'cancelled'], { cwd })).out).toMatch(/6 runs were given up/);
  expect(await resumed('cancelled')).toBe(8);
});

test('the status of a sweep whose driver was killed says that nobody drives it, and how to go on', async () => {
  const driving = drive('killed');
  await driving.begun(2);
  // They are in the run table a moment after they began.
  let seen = await status('killed');
  while (seen.counts['running'] !== 2) seen = await status('killed');
  expect(seen.driven).toBe(true);
  expect((await starling(['sweep', 'status', 'killed'], { cwd })).out).not.toContain('nobody');
  driving.kill('SIGKILL');
  await driving.answer;
  expect(await status('killed')).toMatchObject({ driven: false, counts: { running: 2 } });
  expect((await starling(['sweep', 'status', 'killed'], { cwd })).out).toContain(
    'nobody drives it; its last driver left 2 runs at work: go on with it by npx starling sweep resume killed',
  );
  expect(await resumed('killed')).toBe(8);
  expect((await starling(['sweep', 'status', 'killed'], { cwd })).out).not.toContain('nobody');
});

test('what workers printed last is kept when their driver is killed', async () => {
  const driving = drive('printed');
  await driving.begun(2);
  // It hears nothing from here on.
  driving.kill('SIGSTOP');
  open();
  const logs = join(cwd, 'printed', 'logs');
  const printed = () => readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
  await new Promise<void>((done) => {
    const watcher = watch(logs, look);
    look();
    function look() {
      if (!printed().join('').includes('counted 2')) return;
      watcher.close();
      done();
    }
  });
  driving.kill('SIGKILL');
  await driving.answer;
  expect(printed().join('')).toContain('counted 2');
  expect(await resumed('printed')).toBeLessThanOrEqual(8);
  expect(printed().filter((text) => text === '')).toEqual([]);
});

test('two processes never drive one folder', async () => {
  const driving = drive('alone');
  await driving.begun(1);
  const { code, err } = await starling(['sweep', 'resume', 'alone'], { cwd });
  expect(code).toBe(Exit.usage);
  expect(err).toContain('starling: alone: another process runs it');
  open();
  expect((await driving.answer).code).toBe(Exit.ok);
});

test('a worker that is killed takes one attempt of one run with it', async () => {
  const driving = drive('worker');
  const [first] = await driving.begun(2);
  process.kill(first!.pid, 'SIGKILL');
  await driving.said('attempt 1 failed');
  open();
  const { code, out, err } = await driving.answer;
  expect(code, err).toBe(Exit.ok);
  expect(JSON.parse(out)).toMatchObject({ attempts: 7, runs: { succeeded: 6 } });
  expect(err).toContain('SIGKILL');
});
