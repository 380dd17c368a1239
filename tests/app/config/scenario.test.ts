import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  asWritten,
  InvalidInput,
  loadScenario,
  loadSettings,
  type Override,
  parseSet,
  parseTree,
  resolveScenario,
  scenarioJsonSchema,
} from '../../../app/config/index.js';
import { memoryNeeded, whatFits } from '../../../app/config/memory.js';
import { scenarioGuide } from '../../../app/config/scenario.js';
import { heightOf, pathSumsFit } from '../../../kernels/index.js';
import { inRepository } from '../starling.js';

const settings = loadSettings({ config: inRepository('config.yaml'), variables: {} });

const load = (text: string, overrides: readonly Override[] = []) =>
  resolveScenario(parseTree(text, 'a.yaml', 'scenario'), 'a.yaml', settings, overrides);

/** Place, path and message of every problem. */
function problems(text: string, overrides: readonly Override[] = []): string[] {
  try {
    load(text, overrides);
  } catch (error) {
    if (error instanceof InvalidInput) {
      return error.problems.map(
        ({ place, path, message, remedy }) => `${place} ${path}: ${message} | ${remedy}`,
      );
    }
    throw error;
  }
  return [];
}

describe('the schema', () => {
  test('scenario.schema.json is current', () => {
    const checkedIn: unknown = JSON.parse(readFileSync(inRepository('scenario.schema.json'), 'utf8'));
    const remedy = 'run: npx starling config schema > scenario.schema.json && npm run format';
    expect(checkedIn, remedy).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });

  test('path lengths cannot pass 2^24 at its largest forest', () => {
    const { trees, subsample } = scenarioGuide.limits(['detector']);
    expect([trees, subsample]).toEqual([1024, 4096]);
    expect(pathSumsFit(trees!, heightOf(subsample!), subsample!)).toBe(true);
  });
});

describe('scenarios of the repository', () => {
  const files = [
    ...readdirSync(inRepository('scenarios')).map((name) => `scenarios/${name}`),
    ...['peer', 'growth', 'step-cost'].map((name) => `bench/${name}.yaml`),
  ];

  test('are the ones that are promised', () => {
    const names = [
      'default',
      'demo',
      'smoke',
      'westermo',
      'westermo-hosts',
      'nsl-kdd',
      'byzantine',
      'partition',
    ];
    expect(files).toEqual(expect.arrayContaining(names.map((name) => `scenarios/${name}.yaml`)));
  });

  test.each(files)('%s is valid, named after its file, and names its schema', (file) => {
    const path = inRepository(file);
    const { scenario } = loadScenario(path, settings);
    expect(file.endsWith(`/${scenario.name}.yaml`)).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/scenario\.schema\.json\n/,
    );
  });
});

describe('a scenario', () => {
  test('resolves with every default, the settings and a seed', () => {
    const { scenario } = load('name: x\n');
    expect(scenario).toMatchObject({
      name: 'x',
      model: 'security',
      agents: 200,
      steps: 50,
      replications: 1,
      sharing: 'decentralised',
      traffic: { source: 'synthetic', records: 32 },
      detector: { trees: 100, window: 256 },
      collect: { every: 1, format: 'parquet', agents: false },
    });
    expect(Number.isSafeInteger(scenario.seed)).toBe(true);
  });

  test('resolved and written out, it resolves to itself', () => {
    const { scenario } = load('name: x\nseed: a\ndetector: { threshold: 0.6 }\narms: [none, centralised]\n');
    expect(load(JSON.stringify(asWritten(scenario))).scenario).toEqual(scenario);
  });

  test('a capture brings its own nodes and steps', () => {
    const { scenario } = load('name: x\ntraffic: { source: westermo }\n');
    expect(scenario.agents).toBeUndefined();
    expect(scenario.steps).toBeUndefined();
  });

  test('every problem is told at once, in the order of the file', () => {
    expect(
      problems(
        [
          'agnets: 3',
          'trees: 5',
          'agents: many',
          'traffic: { source: synthetc }',
          'detector:',
          '  refit: { evry: 3 }',
          '  threshold: 3',
          'consensus: 4',
        ].join('\n'),
      ),
    ).toEqual([
      expect.stringContaining('a.yaml:1:1 name: expected a name of letters'),
      'a.yaml:1:1 agnets: unknown key; did you mean agents? | undefined',
      'a.yaml:2:1 trees: unknown key; did you mean detector.trees? | undefined',
      'a.yaml:3:9 agents: expected a whole number from 1 to 1000000; got "many" | undefined',
      'a.yaml:4:20 traffic.source: expected synthetic, or westermo, or nsl-kdd, or csv; got "synthetc"; did you mean synthetic? | undefined',
      'a.yaml:6:12 detector.refit.evry: unknown key; did you mean detector.refit.every? | undefined',
      'a.yaml:7:14 detector.threshold: expected a number above 0 and below 1; got 3 | undefined',
      expect.stringMatching(/^a\.yaml:8:12 consensus: expected keys \(rule, quorum, .*\); got 4 /),
    ]);
  });

  test.each([
    ['agents: 1e400', 'a whole number from 1 to 1000000; got Infinity'],
    ['agents: .nan', 'got NaN'],
    ['agents: 2.5', 'got 2.5'],
    ['agents: -1', 'got -1'],
    ['agents: null', 'got nothing (null)'],
    ['agents: []', 'got an empty list'],
    ['agents: {}', 'got no keys'],
    ['agents: { a: 1 }', 'got keys ("a")'],
    ['seed: -3', 'seed'],
    ['seed: 12345678901234567890', 'seed'],
    ['arms: []', 'a list of at least 1'],
    ['arms: [none, all]', 'arms[1]'],
    ['model: wolves', 'expected security'],
    ['collect: { format: parqet }', 'did you mean parquet?'],
    ['toString: 1', 'unknown key'],
    ['faults: { byzantine: [{ behaviour: random, nodes: [0, x] }] }', 'faults.byzantine[0].nodes[1]'],
    ['zzzzzzzzzz: 1', 'known here: agents, steps'],
  ])('%s is refused: %s', (line, expected) => {
    const found = problems(`name: x\n${line}\n`);
    expect(found.join('\n')).toContain(expected);
    for (const each of found) expect(each).toMatch(/^a\.yaml:2:\d+ /);
  });
});

describe('what must hold between keys', () => {
  test.each([
    ['detector: { window: 64, subsample: 128 }', 'detector.window', 'never holds a subsample of 128'],
    ['detector: { subsample: 300 }', 'detector.subsample', 'never holds a subsample of 300'],
    ['detector: { threshold: 0.6, contamination: 0.1 }', 'detector.threshold', 'only one can decide'],
    [
      'traffic: { source: synthetic, features: 3, campaigns: [{ start: 0, features: 4 }] }',
      'traffic.campaigns[0].features',
      'a record has 3',
    ],
    [
      'traffic: { source: csv, file: a, time: t, host: h, label: y, features: [x, y] }',
      'traffic.features[1]',
      'which no detector may see',
    ],
    ['traffic: { source: csv, file: a, time: t, host: h, features: [x, x] }', 'traffic.features[1]', 'twice'],
    ['network: { topology: file }', 'network.topology', 'edge list'],
    ['network: { file: e.csv }', 'network.file', 'reads no file'],
    ['network: { topology: small-world, degree: 3 }', 'network.degree', 'even'],
    ['network: { topology: k-regular, degree: 3 }\nagents: 5', 'network.degree', 'do not pair up'],
    ['network: { topology: scale-free, degree: 9 }\nagents: 9', 'network.degree', 'only 8 peers'],
    [
      'agents: 3\nfaults: { byzantine: [{ behaviour: random, nodes: [3] }] }',
      'faults.byzantine[0].nodes[0]',
      'no node 3',
    ],
    [
      'agents: 9\nfaults: { byzantine: [{ behaviour: random, nodes: [1] }, { behaviour: always-no, nodes: [2, 1] }] }',
      'faults.byzantine[1].nodes[1]',
      'already has a behaviour',
    ],
    [
      'faults: { byzantine: [{ behaviour: random, nodes: 0.6 }, { behaviour: always-no, nodes: 0.6 }] }',
      'faults.byzantine[1].nodes',
      'more than 1',
    ],
    [
      'agents: 3\nfaults: { outages: [{ nodes: [0, 7], start: 1, steps: 1 }] }',
      'faults.outages[0].nodes[1]',
      'no node 7',
    ],
    [
      'agents: 3\nfaults: { partitions: [{ start: 1, steps: 1, parts: 4 }] }',
      'faults.partitions[0].parts',
      '4 parts of 3 nodes',
    ],
    [
      'agents: 3\nfaults: { partitions: [{ start: 1, steps: 1, parts: [[0], [1, 0]] }] }',
      'faults.partitions[0].parts[1][1]',
      'already in a part',
    ],
    ['arms: [none, none]', 'arms[1]', 'twice'],
    ['agents: 1000000\ndetector: { trees: 1024, subsample: 4096, window: 65536 }', 'agents', 'TiB of memory'],
  ])('%s', (lines, path, message) => {
    const found = problems(`name: x\n${lines}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(` ${path}: `);
    expect(found[0]).toContain(message);
  });

  test('the memory that a run needs is counted from its columns', () => {
    const { scenario } = load(
      'name: x\nagents: 10\ntraffic: { source: synthetic, records: 4, features: 2 }\ndetector: { trees: 3, subsample: 9, window: 20 }\n',
    );
    const window = 20 * (2 * 3 + 9);
    expect(memoryNeeded(scenario)).toBe(10 * (window + 3 * 16 * 6 + 32 * (2 + 8) + 4 * 2 * 3));
  });

  test('what would fit does, and one more does not', () => {
    const { scenario } = load(
      'name: x\nagents: 10\ntraffic: { source: synthetic, records: 4, features: 2 }\ndetector: { trees: 30, subsample: 16, window: 400 }\n',
    );
    const available = Math.floor(memoryNeeded(scenario) * 0.7);
    const { agents, trees, window } = whatFits(scenario, available);
    const changed = (change: { agents?: number; trees?: number; window?: number }): number => {
      const { agents = scenario.agents!, ...detector } = change;
      return memoryNeeded({ ...scenario, agents, detector: { ...scenario.detector, ...detector } });
    };
    for (const [key, value] of Object.entries({ agents, trees, window })) {
      expect(value, key).toBeGreaterThan(0);
      expect(changed({ [key]: value! }), key).toBeLessThanOrEqual(available);
      expect(changed({ [key]: value! + 1 }), key).toBeGreaterThan(available);
    }
    expect(whatFits(scenario, 1000)).toEqual({});
  });

  test('a run that can never fit is told what is missing, and what would fit', () => {
    const [found] = problems(
      'name: x\nagents: 1000000\ndetector: { trees: 1024, subsample: 4096, window: 65536 }\n',
    );
    expect(found).toMatch(/TiB are missing/);
    expect(found).toMatch(/the most that could fit, the rest as it is: agents: \d+/);
  });
});

describe('--set', () => {
  test('takes YAML values and paths into lists', () => {
    const sets = [
      'detector.trees=7',
      'traffic.campaigns[0].start=3',
      'traffic.campaigns.1={start: 4}',
      'arms=[none]',
    ];
    const { scenario } = load('name: x\ntraffic: { source: synthetic }\n', sets.map(parseSet));
    expect(scenario.detector.trees).toBe(7);
    expect(scenario.arms).toEqual(['none']);
    expect(scenario.traffic).toMatchObject({ campaigns: [{ start: 3 }, { start: 4 }] });
  });

  test('null or nothing removes what the file says', () => {
    const text = 'name: x\ndetector: { threshold: 0.6 }\narms: [none, centralised]\n';
    const { scenario } = load(
      text,
      ['detector.threshold=null', 'detector.contamination=0.1', 'arms[0]='].map(parseSet),
    );
    expect(scenario.detector.threshold).toBeUndefined();
    expect(scenario.arms).toEqual(['centralised']);
  });

  test('problems name it', () => {
    expect(problems('name: x\n', [parseSet('detector.tree=7')])).toEqual([
      '--set detector.tree=7 detector.tree: unknown key; did you mean detector.trees? | undefined',
    ]);
    expect(problems('name: x\n', [parseSet('detector.refit.x.y=7')])[0]).toContain(
      '--set detector.refit.x.y=7 ',
    );
  });

  test.each([
    'agents',
    '=3',
    '.a=3',
    'a..b=3',
    '__proto__.a=1',
    'detector.constructor=1',
    'a[x]=1',
    'agents=[1',
    `agents=${'['.repeat(99)}`,
    `${'a.'.repeat(20)}a=1`,
  ])('%j is refused', (text) => {
    expect(() => parseSet(text)).toThrow(InvalidInput);
  });

  test.each(['agents.x=7', 'traffic.campaigns[3].start=1', 'arms.x=1', 'traffic.campaigns.x=1'])(
    '%s finds no place to go',
    (text) => {
      const scenario =
        'name: x\nagents: 3\narms: [none]\ntraffic: { source: synthetic, campaigns: [{ start: 1 }] }\n';
      expect(problems(scenario, [parseSet(text)])[0]).toMatch(/^--set /);
    },
  );
});
