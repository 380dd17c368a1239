import { describe, expect, test } from 'vitest';
import { SMALL, sweepFolder } from './support.js';

const { problems, write } = sweepFolder();

describe('wrong files', () => {
  const base = 'name: x\nscenario: small.yaml\n';

  test('every problem is told at once, with its place', async () => {
    expect(
      await problems(`${base}replicatons: 3\nkeep: table\nmatrix: { agents: 8 }\nlimits: { atempts: 3 }\n`),
    ).toEqual([
      'sweep.yaml:3:1 replicatons: unknown key; did you mean replications? | undefined',
      'sweep.yaml:4:7 keep: expected one of full, tables, root; got "table"; did you mean tables? | undefined',
      'sweep.yaml:5:19 matrix.agents: expected a list of at least 1: a value; got 8 | undefined',
      'sweep.yaml:6:11 limits.atempts: unknown key; did you mean limits.attempts? | undefined',
    ]);
  });

  test('a value that a scenario does not take is told where it stands in the sweep, once', async () => {
    expect(await problems(`${base}matrix:\n  sharing: [none, nobody]\n  detector.tress: [3, 4]\n`)).toEqual([
      'sweep.yaml:5:20 detector.tress: unknown key; did you mean detector.trees? (in the design sharing=none, detector.tress=3) | undefined',
      'sweep.yaml:5:23 detector.tress: unknown key; did you mean detector.trees? (in the design sharing=none, detector.tress=4) | undefined',
      expect.stringMatching(
        /^sweep\.yaml:4:19 sharing: expected one of none, .* \(in the design sharing=nobody, detector.tress=3\) /,
      ),
    ]);
  });

  test('what does not fit in the base is told of the base', async () => {
    write('wrong.yaml', `${SMALL}agnets: 3\n`);
    expect(await problems('name: x\nscenario: wrong.yaml\nmatrix: { steps: [1, 2] }\n')).toEqual([
      'wrong.yaml:8:1 agnets: unknown key; did you mean agents? | undefined',
    ]);
  });

  test('values that do not fit together name the design', async () => {
    const found = await problems(
      `${base}set: { network.topology: k-regular }\nmatrix: { network.degree: [3, 4], agents: [8, 9] }\n`,
    );
    expect(found).toEqual([
      expect.stringContaining(
        '9 nodes of 3 links do not pair up, expected an even product (in the design network.degree=3, agents=9)',
      ),
    ]);
  });

  test('many designs with faults make a bounded message', async () => {
    const values = Array.from({ length: 300 }, (_, index) => `bad-${index}`);
    expect(await problems(`${base}matrix: { sharing: [${values.join(', ')}] }\n`)).toHaveLength(20);
  });

  test.each([
    [
      'matrix: { seed: [1] }',
      'sweep.yaml:3:17 matrix.seed: this is no parameter of a design | write `seed` and',
    ],
    ['list: [{ arms: [none] }]', 'sweep.yaml:3:16 list[0].arms: a design has no arms | vary `sharing`'],
    ['set: { compute.threads: 2 }', 'set.compute.threads: this is a setting'],
    ['set: { "a..b": 2 }', 'set.a..b: this is no path'],
    ['set: { "a.constructor": 2 }', 'would reach a prototype'],
    ['zip: { agents: [8, 9], steps: [1] }', 'sweep.yaml:3:31 zip.steps: 1 values beside the 2 of agents'],
    ['matrix: { agents: [8, 9], exclude: [{ agents: 10 }] }', 'matrix.exclude[0]: it leaves out nothing'],
    ['matrix: { agents: [8, 9, 8.0] }', 'sweep.yaml:3:26 matrix.agents[2]: 8 is here twice | keep one'],
    [
      'matrix: { faults.byzantine: [[{ nodes: 1, behaviour: random }], [{ behaviour: random, nodes: 1 }]] }',
      'sweep.yaml:3:65 matrix.faults.byzantine[1]: [{"behaviour":"random","nodes":1}] is here twice',
    ],
    ['matrix: { agents: [8] }\nlist: [{ agents: 9 }]', 'list: agents is varied by matrix already'],
    [
      'matrix: { "faults.byzantine.0.nodes": [0] }\nlist: [{ "faults.byzantine[0].nodes": 1 }]',
      'varied by matrix',
    ],
    ['matrix: { agents: [8, .inf] }', 'sweep.yaml:3:23 matrix.agents[1]: a number that is not finite'],
    ['set: { faults.byzantine: [{ nodes: .nan }] }', 'set.faults.byzantine: a number that is not finite'],
    ['storage: columns', 'sweep.yaml:3:1 storage: a scenario has no storage'],
    ['model: schelling-small', 'sweep.yaml:3:1 model: a scenario and a model are given'],
    ['limits: { time: soon }', 'sweep.yaml:3:17 limits.time: expected a time above 0'],
    ['limits: { time: 0 }', 'limits.time: expected a time above 0'],
    ['limits: { memory: 12 }', 'limits.memory: expected a size of at least 1MiB'],
    ['thresholds: [recall]', 'sweep.yaml:3:14 thresholds[0]: expected a figure, a comparison and a number'],
    ['thresholds: [recal > 1]', 'no outcome recal; did you mean recall?'],
    ['thresholds: [{ check: recall > 1, where: { sharing: none } }]', 'thresholds[0].where: no design has'],
  ])('%s is refused', async (line, expected) => {
    const found = await problems(`${base}${line}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test('a base that is missing is a fault of the line that names it', async () => {
    expect(await problems('name: x\nscenario: none.yaml\n')).toEqual([
      'sweep.yaml:2:11 scenario: none.yaml: no such file | name a readable .yaml file',
    ]);
    expect(await problems('name: x\n')).toEqual([
      expect.stringContaining('scenario: nothing is named that could be run | add `scenario: FILE.yaml`'),
    ]);
    expect(await problems('')).toEqual([
      'sweep.yaml:1:1 undefined: the sweep is empty | start with `name: my-sweep`',
    ]);
  });

  test('what the command line sets and the sweep varies is refused', async () => {
    expect(
      await problems(`${base}matrix: { agents: [8, 9] }\n`, { set: ['agents=3', 'arms=[none]'] }),
    ).toEqual([
      '--set agents=3 agents: the sweep varies it | leave it away, or change the file',
      '--set arms=[none] arms: a sweep has no arms | vary sharing under matrix',
    ]);
  });

  test('too many runs are refused with their number', async () => {
    const values = `[${Array.from({ length: 200 }, (_, index) => index + 8).join(', ')}]`;
    const many = `${base}replications: 100\nmatrix: { agents: ${values}, steps: ${values} }\n`;
    expect(await problems(many)).toEqual([
      expect.stringContaining(
        '40,000 designs × 100 replications are 4,000,000 runs; at most 100,000 | vary less',
      ),
    ]);
    expect(
      await problems(`${base}matrix: { agents: [8, 9] }\nzip: { steps: [1, 2] }\nlimits: { runs: 3 }\n`),
    ).toEqual([
      'sweep.yaml:5:17 limits.runs: 4 designs (matrix 2 × zip 2) × 1 replications are 4 runs; at most 3 | vary less, or raise limits.runs',
    ]);
  });
});
