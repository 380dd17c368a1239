import { describe, expect, test } from 'vitest';
import { memoryNeeded, whatFits } from '../../../../app/config/memory.js';
import { load, problems } from './support.js';

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
