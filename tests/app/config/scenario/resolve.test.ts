import { describe, expect, test } from 'vitest';
import { asWritten } from '../../../../app/config/index.js';
import { load, problems } from './support.js';

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
