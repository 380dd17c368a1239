import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { Project } from '../project.js';
import { starling } from '../starling.js';

const project = new Project();
afterAll(() => project.remove());
const { path: cwd } = project;
const run = (...words: string[]) => starling(['run', ...words], { cwd });

/** A counter that stands for any model; `entry` replaces parts of what its module exports. */
const counter = (entry = '', body = '') => `
import { Model, Scheduler, scenario, stage, z } from 'starling';
class Counter extends Model {
  static scenario = scenario({ from: z.int().default(0) });
  count = this.parameters.from;
  scheduler = new Scheduler([stage('count', () => { this.count++; ${body} })]);
  collector = this.collect({ model: { count: (model) => model.count } });
}
export const entry = {
  name: 'counter',
  description: 'counts its steps',
  scenario: Counter.scenario,
  steps: 7,
  storages: ['objects'],
  create: (options) => new Counter(options),
  ${entry}
};
`;

describe('a module of the user', () => {
  test('runs as a model of the library does', async () => {
    project.write('counter.mjs', counter());
    const words = ['./counter.mjs', '--set', 'from=5', '--seed', '3', '--json', '--out', 'counted'];
    const { code, out, err } = await run(...words);
    expect(err).not.toContain('starling:');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ scenario: 'counter', seed: 3, steps: 7, storage: 'objects' });
    expect(JSON.parse(readFileSync(join(cwd, 'counted', 'manifest.json'), 'utf8'))).toMatchObject({
      scenarioFile: './counter.mjs',
      scenario: { model: 'counter', from: 5 },
    });
    expect((await run('counter.mjs', '--set', 'form=5')).err).toContain('did you mean from?');
  });

  test('that throws is told as what it is, not as a fault of Starling', async () => {
    project.write('throws.mjs', counter('', "if (this.count === 3) throw new TypeError('no coins');"));
    const { code, err } = await run('throws.mjs', '--out', 'thrown');
    expect(code).toBe(Exit.failure);
    expect(err).toContain('throws.mjs: the model failed: TypeError: no coins\n    at ');
    expect(err).not.toContain('fault of Starling');
    expect(JSON.parse(readFileSync(join(cwd, 'thrown', 'manifest.json'), 'utf8'))).toMatchObject({
      state: 'failed',
      error: 'TypeError: no coins',
    });
  });

  test('that was changed since is not gone on with from a checkpoint', async () => {
    mkdirSync(join(cwd, 'bank'));
    project.write('bank/coins.mjs', counter('', "if (this.count === 5) throw new TypeError('no coins');"));
    await run('bank/coins.mjs', '--checkpoint-every', '2', '--out', 'broken-off');
    project.write('bank/coins.mjs', counter());
    const { code, err } = await run('--resume', 'broken-off');
    expect(code).toBe(Exit.usage);
    expect(err).toMatch(/of another run: code was [0-9a-f]{16} and is [0-9a-f]{16}/);
    rmSync(join(cwd, 'broken-off', 'checkpoints'), { recursive: true });
    expect((await run('--resume', 'broken-off')).code).toBe(0);
  });
});

test('TypeScript runs where Node takes it, and is refused in clear words where it does not', async () => {
  project.write('typed.ts', counter().replace('count = this', 'count: number = this'));
  const { code, out, err } = await run('typed.ts', '--json');
  if ('typescript' in process.features && process.features.typescript) {
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ scenario: 'counter' });
  } else {
    expect(code).toBe(Exit.usage);
    expect(err).toContain(`typed.ts: Node ${process.versions.node} does not run TypeScript`);
    expect(err).toContain('npx tsc');
  }
});

describe('what is no model', () => {
  test.each([
    ['syntax.mjs', 'export const', "the module can't be loaded: SyntaxError"],
    ['nothing.mjs', 'export const model = 3;', 'the module exports no `entry`'],
    ['number.mjs', 'export const entry = 3;', '`entry` is no object'],
    ['name.mjs', counter("name: 'My Model'"), '`entry.name` is a name of lower-case letters'],
    ['description.mjs', counter('description: undefined'), '`entry.description` is a line of text'],
    ['scenario.mjs', counter('scenario: {}'), '`entry.scenario` is what'],
    ['steps.mjs', counter('steps: 0'), '`entry.steps` is a whole number'],
    ['storages.mjs', counter("storages: ['rows']"), '`entry.storages` is a list'],
    ['create.mjs', counter('create: undefined'), '`entry.create` is a function'],
    [
      'taken.mjs',
      counter('scenario: scenario({ seed: z.int().default(1) })'),
      "a parameter cannot be named 'seed'",
    ],
  ])('%s', async (name, text, expected) => {
    project.write(name, text);
    const { code, err, out } = await run(name);
    expect(code).toBe(Exit.usage);
    expect(err).toContain(`starling: ${name}: ${expected}`);
    expect(out).toBe('');
  });

  test('a file that is not there', async () => {
    expect((await run('absent.mjs')).err).toContain('absent.mjs: no such file');
    expect((await run('./counter.mjs', 'tiny.yaml')).err).toContain('a model runs by itself');
  });
});
