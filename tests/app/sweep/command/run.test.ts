import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../../framework/errors.js';
import { Project } from '../../project.js';
import { starling, TINY } from '../../starling.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;
const sweep = (...words: string[]) => starling(['sweep', ...words], { cwd });

project.write('tiny.yaml', TINY);
project.write(
  'arms.yaml',
  `name: arms
scenario: tiny.yaml
replications: 3
matrix: { sharing: [none, decentralised] }
thresholds: ['recall >= 0']
`,
);

describe('a sweep of a scenario', () => {
  test('is run, told, and looked at', async () => {
    const { code, out, err } = await sweep('run', 'arms.yaml', '--out', 'arms', '--json', '--workers', '2');
    expect(code, err).toBe(Exit.ok);
    const summary = JSON.parse(out);
    expect(summary).toMatchObject({
      name: 'arms',
      folder: 'arms',
      ending: 'done',
      designs: 2,
      replications: 3,
      runs: { total: 6, succeeded: 6, failed: 0 },
      attempts: 6,
      thresholds: [
        { text: 'recall >= 0', label: 'sharing=none', passed: true },
        { text: 'recall >= 0', label: 'sharing=decentralised', passed: true },
      ],
    });
    expect(err).toContain('driving arms: 2 workers on this machine');
    expect(err).toMatch(/6\/6 runs/);

    const status = JSON.parse((await sweep('status', 'arms', '--json')).out);
    expect(status).toMatchObject({ name: 'arms', state: 'finished', counts: { succeeded: 6 } });
    expect(Object.keys(status.runs[0])).toEqual(
      expect.arrayContaining(['key', 'design', 'seed', 'state', 'attempts', 'digest']),
    );
    const [none, decentralised] = [0, 1].map((design) =>
      status.runs.filter((run: { design: number }) => run.design === design),
    );
    // Designs are paired: they run on the same seeds.
    expect(none.map(({ seed }: { seed: number }) => seed)).toEqual(
      decentralised.map(({ seed }: { seed: number }) => seed),
    );
    expect((await sweep('status', 'arms')).out).toContain('arms: finished, 6 runs: 6 succeeded');
    expect(readdirSync(join(cwd, 'arms', 'shards'))).toEqual([]);
  });

  test('has the digests that its runs have alone', async () => {
    const { runs } = JSON.parse((await sweep('status', 'arms', '--json')).out);
    const { design, seed, digest } = runs[4];
    const alone = await starling(
      ['run', 'tiny.yaml', '--seed', String(seed), '--set', 'sharing=decentralised', '--json'],
      { cwd },
    );
    expect(design).toBe(1);
    expect(JSON.parse(alone.out).digest).toBe(digest);
  });

  test('answers questions about its results, and gives them away', async () => {
    const sql =
      'SELECT label, count(*) AS runs, min(recall) >= 0 AS fine FROM runs GROUP BY label ORDER BY label';
    const { code, out, err } = await sweep('query', 'arms', sql, '--json');
    expect(code, err).toBe(Exit.ok);
    expect(JSON.parse(out)).toEqual([
      { label: 'sharing=decentralised', runs: 3, fine: true },
      { label: 'sharing=none', runs: 3, fine: true },
    ]);
    const csv = await sweep('query', 'arms', 'SELECT max(step) AS last FROM model', '--csv');
    expect(csv.out).toBe('last\n2\n');
    const attempts = await sweep('query', 'arms', 'SELECT sum(attempts) AS sum FROM Attempts', '--csv');
    expect(attempts.out).toBe('sum\n6\n');
    const wrong = await sweep('query', 'arms', 'SELECT nothing FROM runs');
    expect(wrong.code).toBe(Exit.usage);
    expect(wrong.err).toContain('the query, line 1, column 8');
    const given = await sweep('export', 'arms', '--to', 'given', '--format', 'csv');
    expect(given.code, given.err).toBe(Exit.ok);
    const files = readdirSync(join(cwd, 'given')).map((name) => join('given', name));
    expect(given.out.trim().split('\n').sort()).toEqual(files.sort());
    expect(readFileSync(join(cwd, 'given', 'runs.csv'), 'utf8').split('\n')).toHaveLength(8);
  });

  test('is given away to no place that can not be written, which is said at once', async () => {
    project.write('taken', '');
    mkdirSync(join(cwd, 'full', 'runs.csv.part'), { recursive: true });
    for (const [to, said] of [
      ['/proc/x', 'starling: /proc/x: no folder can be made there'],
      ['taken', 'starling: taken: it exists already'],
      ['full', `starling: ${join('full', 'runs.csv')}: there is a folder of this name`],
    ] as const) {
      const { code, out, err } = await sweep('export', 'arms', '--to', to, '--format', 'csv');
      expect([code, out]).toEqual([Exit.failure, '']);
      expect(err.split('\n')[0]).toBe(said);
    }
  });

  test('is reported', async () => {
    const { code, out, err } = await sweep('report', 'arms', '--baseline', 'sharing=none', '--json');
    expect(code, err).toBe(Exit.ok);
    const { page, figures } = JSON.parse(out);
    expect(page).toBe(join('arms', 'report', 'index.html'));
    expect(figures).toBeGreaterThan(0);
    expect(readFileSync(join(cwd, page), 'utf8')).toContain('sharing=decentralised');
    const wrong = await sweep('report', 'arms', '--baseline', 'nothing');
    expect(wrong.code).toBe(Exit.usage);
  });

  test('that is there already says how to go on; resumed when it is finished, it tells its result', async () => {
    const again = await sweep('run', 'arms.yaml', '--out', 'arms');
    expect(again.code).toBe(Exit.usage);
    expect(again.err).toContain('the sweep is there already');
    expect(again.err).toContain('starling sweep resume arms');
    const { code, out } = await sweep('resume', 'arms', '--json');
    expect(code).toBe(Exit.ok);
    expect(JSON.parse(out)).toMatchObject({ attempts: 6, runs: { succeeded: 6 } });
  });

  test('has more seeds where they are asked for, and a folder of its own', async () => {
    const { code, out, err } = await sweep('run', 'arms.yaml', '--replications', '1', '--json');
    expect(code, err).toBe(Exit.ok);
    expect(JSON.parse(out)).toMatchObject({ folder: join('sweeps', 'arms-1'), runs: { total: 2 } });
  });

  test('that crosses a threshold exits with its code and says which', async () => {
    project.write(
      'gate.yaml',
      "name: gate\nscenario: tiny.yaml\nreplications: 2\nthresholds: ['recall > 1', 'recall >= 0']\n",
    );
    const { code, out } = await sweep('run', 'gate.yaml', '--out', 'gate');
    expect(code).toBe(Exit.threshold);
    expect(out).toContain('1 of 2 hold');
    expect(out).toMatch(/not recall > 1: [\d.]+ for base/);
  });
});

/** Runs on the second seed fail while the file `broken` is there. */
project.write(
  'fragile.mjs',
  `import { existsSync } from 'node:fs';
import { Model, Scheduler, scenario, stage } from 'starling';
import { z } from 'zod';
class Fragile extends Model {
  static scenario = scenario({ from: z.int().default(0) });
  count = this.parameters.from;
  scheduler = new Scheduler([stage('count', () => {
    if (this.count === 1 && existsSync('broken')) throw new Error('it broke');
    this.count++;
  })]);
  collector = this.collect({
    model: {
      count: (model) => model.count,
      // Whether V8 has threads of its own.
      helped: () => Number(!process.execArgv.includes('--single-threaded')),
    },
  });
}
export const entry = {
  name: 'fragile',
  description: 'counts its steps, where it can',
  scenario: Fragile.scenario,
  steps: 3,
  storages: ['objects'],
  create: (options) => new Fragile(options),
};
`,
);
project.write(
  'fragile.yaml',
  'name: fragile\nmodel: fragile.mjs\nreplications: 2\nmatrix: { from: [1, 5] }\nlimits: { attempts: 2 }\n',
);

describe('runs that fail', () => {
  test('are told, and tried again when asked to', async () => {
    writeFileSync(join(cwd, 'broken'), '');
    const first = await sweep('run', 'fragile.yaml', '--out', 'fragile', '--json');
    expect(first.code, first.err).toBe(Exit.someFailed);
    const { runs, attempts, failures, digest } = JSON.parse(first.out);
    expect({ runs, attempts, digest }).toMatchObject({
      runs: { succeeded: 2, failed: 2 },
      attempts: 6,
      digest: null,
    });
    expect(failures[0]).toMatchObject({ design: 0, attempts: 2, failure: { message: 'Error: it broke' } });
    expect(first.err).toContain('attempt 1 failed: Error: it broke; it is tried again');
    expect(first.err).toContain('attempt 2 failed: Error: it broke; it is given up');
    expect((await sweep('status', 'fragile')).out).toContain('Error: it broke');

    const log = readFileSync(join(cwd, 'fragile', 'log.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const events = log.map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual([
      ...['start', 'said', 'failed', 'failed', 'failed', 'failed', 'end'],
    ]);
    expect(events[2]).toMatchObject({ run: 'fragile', design: 0, attempts: 1, message: 'Error: it broke' });

    const resumed = await sweep('resume', 'fragile');
    expect(resumed.code).toBe(Exit.someFailed);

    rmSync(join(cwd, 'broken'));
    const last = await sweep('retry', 'fragile', '--failed', '--json');
    expect(last.code, last.err).toBe(Exit.ok);
    expect(JSON.parse(last.out)).toMatchObject({ runs: { succeeded: 4, failed: 0 }, attempts: 8 });
  });

  test('end the sweep where that is asked for', async () => {
    writeFileSync(join(cwd, 'broken'), '');
    const words = ['run', 'fragile.yaml', '--replications', '200', '--out', 'fast', '--json'];
    const { code, out, err } = await sweep(...words, '--fail-fast', '--workers', '1');
    expect(code, err).toBe(Exit.someFailed);
    const { ending, runs } = JSON.parse(out);
    expect(ending).toBe('failed fast');
    expect(runs.aborted).toBeGreaterThan(300);
  });
});

project.write('helped.yaml', 'name: helped\nmodel: fragile.mjs\nset: { from: 5 }\n');

test.each([
  [['--workers', '1', '--threads', '1'], 0],
  [['--workers', '1', '--threads', '2'], 1],
  [['--workers', '512'], 0],
])('a worker keeps to its cores: %j', async (words, helped) => {
  const { code, err } = await sweep('run', 'helped.yaml', '--out', `helped${words.join('')}`, ...words);
  expect(code, err).toBe(Exit.ok);
  const { out } = await sweep('query', `helped${words.join('')}`, 'SELECT helped FROM runs', '--json');
  expect(JSON.parse(out)).toEqual([{ helped }]);
});

describe('a plan', () => {
  test('counts and measures, and leaves nothing behind', async () => {
    const before = readdirSync(cwd);
    const { code, out, err } = await sweep('plan', 'arms.yaml', '--json', '--workers', '1');
    expect(code, err).toBe(Exit.ok);
    const plan = JSON.parse(out);
    expect(plan).toMatchObject({
      name: 'arms',
      designs: 2,
      replications: 3,
      runs: 6,
      workers: 1,
      failures: [],
    });
    expect(plan.probed).toHaveLength(1);
    const [{ seconds, peakMb }] = plan.probed;
    expect(plan.estimate.seconds).toBeCloseTo(6 * seconds);
    expect(plan.estimate.memory_mb).toBe(Math.round(peakMb));
    expect(plan.estimate.disk_bytes).toBeGreaterThan(0);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('without a probe only counts', async () => {
    const { code, out } = await sweep('plan', 'arms.yaml', '--no-probe');
    expect(code).toBe(Exit.ok);
    expect(out.trim()).toBe('arms: 2 designs × 3 replications = 6 runs');
  });

  test('says why nothing could be measured', async () => {
    writeFileSync(join(cwd, 'broken'), '');
    const { code, out } = await sweep('plan', 'fragile.yaml', '--set', 'replications=1', '--json');
    const { probed, failures } = JSON.parse(out);
    expect(probed.length + failures.length).toBe(2);
    expect(failures).toEqual(['Error: it broke']);
    expect(code).toBe(Exit.ok);
  });
});

test.each([
  ['status', 'nowhere'],
  ['resume', 'nowhere'],
  ['cancel', 'nowhere'],
  ['run', 'nowhere.yaml'],
])('%s of what is not there is an error for people', async (...words) => {
  const { code, err } = await sweep(...words);
  expect(code).toBe(Exit.usage);
  expect(err).toMatch(/^starling: nowhere/);
  expect(existsSync(join(cwd, 'nowhere'))).toBe(false);
});
