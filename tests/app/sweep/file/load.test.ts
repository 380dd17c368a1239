import { describe, expect, test } from 'vitest';
import { runKeys } from '../../../../app/sweep/file/index.js';
import { version } from '../../../../app/version.js';
import { spawnSeeds } from '../../../../framework/index.js';
import { SMALL, sweepFolder } from './support.js';

const { folder, load, problems, write } = sweepFolder();

describe('a sweep file', () => {
  test('resolves to its designs, each a whole scenario, and to runs on the same seeds', async () => {
    const { sweep, warnings } = await load(`
name: first
description: What it is for.
scenario: small.yaml
replications: 2
set: { consensus.ttl: 9, detector.threshold: 0.7 }
matrix:
  sharing: [none, decentralised]
  detector.trees: [3, 4]
limits: { time: 1.5m, memory: 2GiB }
`);
    expect(warnings).toEqual([]);
    expect(sweep).toMatchObject({
      name: 'first',
      description: 'What it is for.',
      subject: { kind: 'scenario', folder },
      version: version(),
      code: undefined,
      seed: 7,
      replications: 2,
      keep: 'tables',
      limits: { seconds: 90, memory: 2 * 1024 * 1024 * 1024, attempts: 3 },
    });
    expect(sweep.designs.map(({ design }) => design.label)).toEqual([
      'sharing=none, detector.trees=3',
      'sharing=none, detector.trees=4',
      'sharing=decentralised, detector.trees=3',
      'sharing=decentralised, detector.trees=4',
    ]);
    const { scenario } = sweep.designs[1]!;
    expect(scenario).toMatchObject({
      name: 'small',
      agents: 8,
      sharing: 'none',
      replications: 1,
      consensus: { ttl: 9 },
      detector: { trees: 4, window: 8, threshold: 0.7 },
    });
    for (const absent of ['seed', 'arms', 'description']) expect(scenario).not.toHaveProperty(absent);
    const seeds = spawnSeeds(7, 2);
    expect(sweep.members.map(({ design, replication, seed }) => [design, replication, seed])).toEqual(
      [0, 1, 2, 3].flatMap((design) => seeds.map((seed, replication) => [design, replication, seed])),
    );
    expect(new Set(sweep.members.map(({ key }) => key)).size).toBe(8);
  });

  test('gives a run a key of what its result depends on, and of nothing else', async () => {
    const keys = async (base: string, rest = '') => {
      write('other.yaml', base);
      const { sweep } = await load(`name: x\nscenario: other.yaml\n${rest}`);
      return sweep.members.map(({ key }) => key);
    };
    const [key] = await keys(SMALL);
    const renamed = `${SMALL.replace('name: small', 'name: other')}description: d\nreplications: 3\narms: [none]\n`;
    expect(await keys(renamed)).toEqual([key]);
    expect(await keys(SMALL, 'set: { agents: 8, consensus.rule: majority }')).toEqual([key]);
    expect(await keys(SMALL, 'seed: 8')).not.toContain(key);
    expect(await keys(SMALL, 'set: { agents: 9 }')).not.toContain(key);
    expect(await keys(SMALL, 'list: [{ agents: 9 }, { agents: 8 }, { consensus.rule: majority }]')).toEqual([
      expect.not.stringMatching(key!),
      ...[key, key],
    ]);
    expect((await keys(SMALL, 'replications: 3'))[0]).toBe(key);
  });

  test('a key is the hash of canonical JSON', () => {
    const identity = { model: 'm', version: '1', parameters: { b: 1, a: [0.5] } };
    // printf '{"model":"m","scenario":{"a":[0.5],"b":1},"seed":"s","version":"1"}' | sha256sum
    expect(runKeys(identity, ['s'])).toEqual([
      '39b90ed9d38b6c25db611798ae5451abf2ef7a68b22b8c8741a51e6747dcc628',
    ]);
  });

  test('adding a design or a replication leaves the runs that were there', async () => {
    const keys = async (text: string) => (await load(`name: x\nscenario: small.yaml\n${text}`)).sweep.members;
    const few = await keys('matrix: { agents: [8, 9] }\nreplications: 2');
    const more = await keys('matrix: { agents: [9, 10, 8] }\nreplications: 3');
    expect(more.map(({ key }) => key)).toEqual(expect.arrayContaining(few.map(({ key }) => key)));
  });

  test('sets a whole and what is within it, in this order, and removes by null', async () => {
    const { sweep } = await load(`
name: x
scenario: small.yaml
set: { detector.threshold: 0.5 }
matrix:
  faults.byzantine[0].nodes: [0, 0.25]
  faults.byzantine: [[{ behaviour: random, nodes: 1 }]]
  detector.threshold: [null, 0.6]
`);
    expect(sweep.designs.map(({ scenario }) => scenario)).toMatchObject([
      { faults: { byzantine: [{ behaviour: 'random', nodes: 0 }] }, detector: { contamination: 0.02 } },
      { faults: { byzantine: [{ nodes: 0 }] }, detector: { threshold: 0.6 } },
      { faults: { byzantine: [{ nodes: 0.25 }] } },
      { faults: { byzantine: [{ nodes: 0.25 }] } },
    ]);
    expect(sweep.designs[0]!.scenario).not.toHaveProperty('detector.threshold');
    expect(sweep.designs[2]!.design.values['faults.byzantine']).toEqual([{ behaviour: 'random', nodes: 1 }]);
  });

  test('shares the parts that designs have in common', async () => {
    const { sweep } = await load('name: x\nscenario: small.yaml\nmatrix: { agents: [8, 9] }\n');
    const [one, other] = sweep.designs.map(({ scenario }) => scenario as { detector: object });
    expect(one!.detector).toBe(other!.detector);
  });
});

describe('precedence', () => {
  const text = 'name: x\nscenario: small.yaml\nset: { agents: 10, steps: 5 }\n';
  const first = async (rest: string, given: Parameters<typeof load>[1]) => {
    const { sweep, warnings } = await load(text + rest, given);
    return { warnings, seed: sweep.seed, count: sweep.members.length, ...sweep.designs[0]!.scenario };
  };

  test('the base, set, variables, the command line, the design', async () => {
    expect(await first('', {})).toMatchObject({ agents: 10, steps: 5, seed: 7 });
    const variables = { SIMULATION_DEFAULT_AGENTS: '11', SIMULATION_RANDOM_SEED: '5' };
    const varied = await first('', { variables });
    expect(varied).toMatchObject({ agents: 11, steps: 5, seed: 5 });
    expect(varied.warnings.join('\n')).toContain(
      'SIMULATION_DEFAULT_AGENTS sets agents to 11, in place of 10',
    );
    const set = ['agents=12', 'seed=6', 'replications=2'];
    expect(await first('seed: 4', { variables: {}, set })).toMatchObject({ agents: 12, seed: 6, count: 2 });
    expect(await first('seed: 4', { variables, set: ['seed=6'] })).toMatchObject({ seed: 6 });
    const warned = await first('seed: 4', { variables });
    expect(warned.seed).toBe(5);
    expect(warned.warnings.join('\n')).toContain('RANDOM_SEED sets seed to 5, in place of 4');
    expect(await first('list: [{ agents: 13 }]', { variables, set: ['steps=6'] })).toMatchObject({
      ...{ agents: 13, steps: 6 },
    });
  });

  test('a seed that nobody names is chosen, and is the same for all designs', async () => {
    write('seedless.yaml', SMALL.replace('seed: 7', ''));
    const { sweep } = await load(
      'name: x\nscenario: seedless.yaml\nreplications: 2\nmatrix: { agents: [8, 9] }\n',
    );
    expect(sweep.members.map(({ seed }) => seed)).toEqual([0, 1].flatMap(() => spawnSeeds(sweep.seed, 2)));
  });

  test('a seed of the base that is none is told of the base', async () => {
    write('seedless.yaml', SMALL.replace('seed: 7', 'seed: -7'));
    const text = 'name: x\nscenario: seedless.yaml\n';
    expect(await problems(text)).toEqual([
      expect.stringContaining(
        'seedless.yaml:3:7 undefined: seed: expected a whole number from 0, or text of',
      ),
    ]);
  });

  test('arms and replications of the base are not used, which is said once', async () => {
    write('arms.yaml', `${SMALL}arms: [none]\nreplications: 4\n`);
    const { sweep, warnings } = await load('name: x\nscenario: arms.yaml\nmatrix: { agents: [8, 9] }\n');
    expect(sweep.members).toHaveLength(2);
    expect(warnings).toEqual([
      expect.stringMatching(/arms\.yaml:8:1: arms and replications of the base are not used: .*vary sharing/),
    ]);
  });
});

describe('a sample', () => {
  const text = (parameters: string) =>
    `name: x\nscenario: small.yaml\nsample: { method: sobol, count: 4, parameters: { ${parameters} } }\n`;

  test('has its values in the scenarios, by the seed of the sweep', async () => {
    const { sweep } = await load(text('agents: { min: 4, max: 99, integer: true }'));
    const agents = sweep.designs.map(({ scenario }) => (scenario as { agents: number }).agents);
    expect(new Set(agents.map((each) => Math.floor((each - 4) / 24))).size).toBe(4);
    const { sweep: other } = await load(text('agents: { min: 4, max: 99, integer: true }'), {
      set: ['seed=8'],
    });
    expect(other.designs.map(({ design }) => design.values['agents'])).not.toEqual(agents);
  });

  test('designs that come to the same run share its key', async () => {
    const { sweep } = await load(text('agents: { min: 8, max: 9, integer: true }'));
    expect(new Set(sweep.members.map(({ key }) => key)).size).toBe(2);
    expect(sweep.members).toHaveLength(4);
  });

  test.each([
    ['agents: { min: 4 }', 'sweep.yaml:3:58 sample.parameters.agents: no range | give min and max'],
    [
      'agents: { min: 4, mx: 5 }',
      'sample.parameters.agents.mx: unknown key; did you mean sample.parameters.agents.max?',
    ],
    ['agents: { min: 4, max: 9 }', 'sweep.yaml:3:58 agents: expected a whole number'],
    ['seed: { min: 4, max: 9 }', 'sample.parameters.seed: this is no parameter of a design'],
    ['sharing: { values: [none, nobody] }', 'sharing: expected one of none'],
  ])('%s is refused', async (parameter, expected) => {
    expect((await problems(text(parameter)))[0]).toContain(expected);
  });
});
