import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { spawnSeeds } from '../../../framework/index.js';
import { ForestFire, LIBRARY } from '../../../library/index.js';
import { Folder, type StartOptions, starling } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const { path: cwd } = folder;
const SMALL = ['--set', 'width=20', '--set', 'height=10'];
const run = (words: readonly string[], options: Partial<StartOptions> = {}) =>
  starling(['run', ...words], { cwd, ...options });
const read = (...parts: string[]) => JSON.parse(readFileSync(join(cwd, ...parts), 'utf8'));

describe('a model of the library', () => {
  test('runs by its name, and leaves what a run leaves', async () => {
    const words = ['forest-fire', ...SMALL, '--steps', '6', '--seed', '9', '--json', '--out', 'one'];
    const { code, out, err } = await run(words);
    expect(code).toBe(0);
    const json = JSON.parse(out);
    expect(Object.keys(json)).toEqual([
      ...['scenario', 'storage', 'seed', 'agents', 'steps', 'digest', 'timing', 'memory', 'replications'],
    ]);
    expect(json).toMatchObject({
      scenario: 'forest-fire',
      storage: 'columns',
      seed: 9,
      agents: 200,
      steps: 6,
      replications: [{ seed: 9, digest: json.digest, seconds: expect.any(Number) }],
    });
    const { setup_s, run_s } = json.timing;
    expect(json.replications[0].seconds).toBeLessThan(setup_s + run_s);
    expect(Object.keys(json.timing.stages)).toEqual(['burn', 'grow', 'turn']);
    const alone = new ForestFire({ seed: 9, parameters: { width: 20, height: 10 } });
    await alone.run({ steps: 6 });
    expect(json.digest).toBe(alone.digest);
    expect(err).toMatch(/^writing one\nstep 0\/6\n/);
    expect(err).toMatch(/^step 6\/6/m);
    expect(readdirSync(join(cwd, 'one')).sort()).toEqual([
      ...['log.jsonl', 'manifest.json', 'model.parquet', 'report.json', 'summary.json'],
    ]);
    expect(read('one', 'summary.json')).toEqual(json);
    expect(read('one', 'manifest.json')).toMatchObject({
      state: 'finished',
      scenario: { name: 'forest-fire', steps: 6, seed: 9, width: 20, height: 10, growth: 0.01 },
      scenarioFile: 'library/forest-fire',
      device: null,
      ledger: null,
      digest: json.digest,
    });
    const inspected = await starling(['inspect', 'one'], { cwd });
    expect(inspected.out).toContain('forest-fire (library/forest-fire), seed 9');
    expect(inspected.out).toContain('finished after 6 steps');
    expect(inspected.out).toMatch(/^parameters in columns, width=20, height=10, density=0.5, growth=0.01, /m);
    // What it has not is left out.
    expect(inspected.out).not.toMatch(/^(device|ledger)|–/m);
  });

  test('tells people how it ended', async () => {
    const alone = ['--set', 'growth=0', '--set', 'lightning=0', '--set', 'density=0'];
    const { out } = await run(['forest-fire', ...SMALL, ...alone, '--seed', '4']);
    expect(out).toMatch(/^forest-fire: 200 agents, 1 steps, seed 4\n\nAt the end: empty 200, trees 0/);
    expect(out).toContain('ended       The fire is out');
    expect(out).toContain('Kept in runs/forest-fire-4-1; see it again with');
  });

  test('runs on several seeds, each in a folder of its own, and hashes their digests', async () => {
    const words = ['forest-fire', ...SMALL, '--steps', '3', '--seed', '9', '--json', '--out', 'many'];
    const { code, out } = await run([...words, '--replications', '3']);
    expect(code).toBe(0);
    const { replications, digest, steps } = JSON.parse(out);
    const seeds = spawnSeeds(9, 3);
    expect(replications.map(({ seed }: { seed: number }) => seed)).toEqual(seeds);
    for (const [index, seed] of seeds.entries()) {
      const alone = new ForestFire({ seed, parameters: { width: 20, height: 10 } });
      await alone.run({ steps: 3 });
      expect(replications[index].digest).toBe(alone.digest);
      expect(read('many', `replication-${index + 1}`, 'manifest.json')).toMatchObject({
        state: 'finished',
        seed,
        scenario: { seed, replications: 1, storage: 'columns' },
        digest: alone.digest,
      });
    }
    const digests = replications.map((each: { digest: string }) => each.digest);
    expect(digest).toBe(createHash('sha256').update(JSON.stringify(digests)).digest('hex'));
    expect(steps).toBe(3);
    expect(read('many', 'manifest.json')).toMatchObject({ state: 'finished', seed: 9, digest });
    const { out: text } = await run(['forest-fire', ...SMALL, '--steps', '2', '--replications', '2']);
    expect(text).toMatch(
      /^forest-fire: 200 agents, 2 steps, seed \d+, 2 replications\n\nThe first, at the end:/,
    );
  });

  test('takes seed and steps from variables, which flags win over', async () => {
    const env = { SIMULATION_RANDOM_SEED: '3', SIMULATION_DEFAULT_STEPS: '2' };
    const said = async (...words: string[]) =>
      JSON.parse((await run(['forest-fire', ...SMALL, '--json', ...words], { env })).out);
    expect(await said()).toMatchObject({ seed: 3, steps: 2 });
    expect(await said('--seed', 'text', '--set', 'steps=1')).toMatchObject({ seed: 'text', steps: 1 });
  });

  test('ends after its step at the first signal', async () => {
    let isTold = false;
    const { code, out } = await run(
      ['forest-fire', ...SMALL, '--steps', '1000000', '--json', '--out', 'stopped'],
      {
        onError: (text, kill) => {
          if (isTold || !text.includes('step 0/')) return;
          isTold = true;
          kill('SIGINT');
        },
      },
    );
    expect(code).toBe(Exit.sigint);
    expect(read('stopped', 'manifest.json')).toMatchObject({
      state: 'interrupted',
      digest: JSON.parse(out).digest,
    });
  });
});

test('--list names every model and its parameters', async () => {
  const { code, out } = await run(['--list']);
  expect(code).toBe(0);
  for (const { name, description, scenario, steps, storages } of LIBRARY) {
    expect(out).toContain(`${name}: ${description}; ${steps} steps; ${storages.join(' or ')}\n`);
    for (const key of Object.keys(scenario.schema.shape))
      expect(out).toMatch(new RegExp(`^  ${key} +\\S+ +\\S`, 'm'));
  }
});

describe('what cannot be run', () => {
  test.each([
    [['forest-fir'], 'forest-fir: no such file, and no model of this name; did you mean forest-fire?'],
    [['schelling'], 'no model of this name; did you mean schelling-small or schelling-large?'],
    [['absent'], 'absent: no such file, and no model of this name\n'],
    [['absent'], '`starling run --list`'],
    [['forest-fire', 'forest-fire'], 'a model runs by itself, and 2 words are given'],
    [['forest-fire', '--set', 'widht=3'], '--set widht=3: widht: unknown key; did you mean width?'],
    [['forest-fire', '--storage', 'objects'], '--storage: storage: expected columns; got "objects"'],
    [['forest-fire', '--storage', 'rows'], "'rows' is invalid. Allowed choices are objects, columns"],
    [['forest-fire', '--replications', '0'], 'replications: expected a whole number from 1 to 10000; got 0'],
    [['forest-fire', '--set', 'width=0'], 'width: expected a whole number from 1 to 4096; got 0'],
    [
      ['schelling-small', '--set', 'side=1'],
      'schelling-small: agents: expected fewer than there are cells\n',
    ],
    [['schelling-small', '--set', 'agents=1600'], 'agents: expected fewer than there are cells; got 1600'],
    [['forest-fire', '--agents', '3'], '--agents: agents: unknown key'],
    [['./forest-fire'], './forest-fire: no such file'],
  ])('%j', async (words, expected) => {
    const { code, err, out } = await run(words);
    expect(code).toBe(Exit.usage);
    expect(err).toContain(expected);
    expect(out).toBe('');
  });

  test('a file wins over a model of its name', async () => {
    mkdirSync(join(cwd, 'elsewhere'));
    const beside = join(cwd, 'elsewhere');
    folder.write('elsewhere/forest-fire', 'name: x\nstepz: 3\n');
    const { err } = await run(['forest-fire'], { cwd: beside });
    expect(err).toContain('forest-fire:2:1: stepz: unknown key');
  });
});
