import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../../framework/random/index.js';
import { westermoTraffic } from '../../../../model/parameters.js';
import { openCapture, WESTERMO_FEATURES } from '../../../../model/traffic/capture/index.js';
import { withData } from '../../../support/data.js';
import { refusal, temporaryFolder } from './folder.js';

const folder = temporaryFolder();

function open(
  options: object = {},
  dataFolder = folder.path,
  more: { subsample?: number; agents?: number } = {},
) {
  return openCapture(westermoTraffic.parse({ source: 'westermo', ...options }), {
    dataFolder,
    baseFolder: folder.path,
    subsample: 256,
    streams: new RandomStreams(1),
    ...more,
  });
}

interface Flow {
  readonly t: number;
  readonly mac?: string;
  readonly label?: string;
  readonly duration?: number;
}

const HEADER = ['sMACs', 'protocol', 'startOffset', ...WESTERMO_FEATURES, 'NST_M_Label'];
const csv = (flows: readonly Flow[]): string =>
  [
    HEADER,
    ...flows.map(({ t, mac = 'aa/bb', label = 'Normal', duration = t }) => [
      mac,
      'ARP',
      t,
      duration,
      ...WESTERMO_FEATURES.slice(1).map(() => ''),
      label,
    ]),
  ]
    .map((row) => row.join(','))
    .join('\n');

let folders = 0;
function capture(split: string, flows: Record<'left' | 'right' | 'bottom', readonly Flow[]>): string {
  const name = `westermo-${folders++}`;
  mkdirSync(join(folder.path, name));
  for (const [vantage, rows] of Object.entries(flows)) {
    writeFileSync(join(folder.path, name, `${split}_${vantage}.csv`), csv(rows));
  }
  return name;
}

const quiet = { right: [{ t: 0 }], bottom: [{ t: 0 }] };

describe('vantage points as nodes', () => {
  test('rows are sorted by time, cut into a warm-up and steps, and dealt to their vantage point', () => {
    const path = capture('dev', {
      left: [{ t: 105 }, { t: 3 }, { t: 130, label: 'BAD-SSH' }, { t: 99.5 }],
      right: [
        { t: 100, label: 'GOOD-SSH' },
        { t: 119.9, label: 'BAD-MITM' },
      ],
      bottom: [{ t: 2 }],
    });
    const traffic = open({ path, warmUp: 98, step: 20 });
    expect([traffic.nodeNames, traffic.nodes, traffic.features, traffic.steps]).toEqual([
      ['left', 'right', 'bottom'],
      3,
      47,
      2,
    ]);
    expect([...traffic.warmUp().batch.offsets]).toEqual([0, 2, 2, 3]);
    const [first, second] = [traffic.at(0), traffic.at(1)];
    expect([...first.batch.offsets]).toEqual([0, 1, 3, 3]);
    expect([...first.truth]).toEqual([0, 255, 4]);
    expect([...second.truth]).toEqual([1]);
    expect([first.clock, second.clock]).toEqual([98, 118]);
    // Durations are the times: the last value of the warm-up of left is its latest, not the last in the file.
    const { records } = traffic.warmUp().batch;
    expect([records[0 * 47]! < records[1 * 47]!, records[1 * 47]]).toEqual([true, 65_535]);
  });

  test('the map is fitted on the warm-up of all nodes together and clips what lies beyond', () => {
    const path = capture('dev', {
      left: [
        { t: 0, duration: 0 },
        { t: 400, duration: 1000 },
      ],
      right: [{ t: 1, duration: Math.E - 1 }],
      bottom: [{ t: 2, duration: Math.sqrt(Math.E) - 1 }],
    });
    const traffic = open({ path });
    const duration = (records: Uint16Array) => [...records].filter((_, i) => i % 47 === 0);
    expect(duration(traffic.warmUp().batch.records)).toEqual([0, 65_535, 32_768]);
    expect(duration(traffic.at(5).batch.records)).toEqual([65_535]);
    expect(traffic.at(2).batch.records).toHaveLength(0);
  });

  test('facts say how far the warm-up is poisoned', () => {
    const path = capture('dev', {
      left: [{ t: 0 }, { t: 1, label: 'BAD-SSH' }, { t: 2, label: 'BAD-MISCONF' }, { t: 500, label: 'NEW' }],
      ...quiet,
    });
    const { facts } = open({ path });
    expect(facts.warmUp).toEqual({
      rows: 5,
      labels: [
        { label: 'Normal', rows: 3 },
        { label: 'BAD-MISCONF', rows: 1 },
        { label: 'BAD-SSH', rows: 1 },
      ],
      attacks: 1,
      attackShare: 0.2,
    });
    expect(facts.nodes[0]).toEqual({ name: 'left', warmUp: 3, replayed: 1 });
    expect(facts.notes).toEqual([expect.stringContaining('"NEW" is not known')]);
  });
});

describe('hosts as nodes', () => {
  test('a host is the first MAC with its vantage point; hosts with too few warm-up records are one node', () => {
    const path = capture('dev', {
      left: [
        ...['b1', 'a1', 'a1/zz', 'b1', 'c1'].map((mac, t) => ({ t, mac })),
        // Much traffic later does not make a host a node: nothing after the warm-up decides.
        ...Array.from({ length: 9 }, (_, i) => ({ t: 301 + i, mac: 'c1' })),
        { t: 330, mac: 'd1' },
      ],
      right: [{ t: 0, mac: 'a1' }],
      bottom: [
        { t: 0, mac: 'a1' },
        { t: 1, mac: 'a1' },
      ],
    });
    const traffic = open({ path, nodes: 'host' }, undefined, { subsample: 2 });
    expect(traffic.nodeNames).toEqual(['left/a1', 'left/b1', 'left/others', 'right/others', 'bottom/a1']);
    expect([...traffic.warmUp().batch.offsets]).toEqual([0, 2, 4, 5, 6, 8]);
    expect([...traffic.at(1).batch.offsets]).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe('files', () => {
  const flows = { left: [{ t: 0 }, { t: 310 }], ...quiet };

  test('another split is read when it is the only one, and said', () => {
    const path = capture('test', flows);
    expect(open({ path }).facts.notes[0]).toContain('test_left.csv is read');
  });

  test('a path may name a split of a folder', () => {
    const path = capture('test', flows);
    for (const vantage of ['left', 'right', 'bottom']) {
      writeFileSync(
        join(folder.path, path, `late_${vantage}.csv`),
        csv(flows[vantage as keyof typeof flows]),
      );
    }
    expect(refusal(() => open({ path })).hint).toContain(`${path}/late`);
    expect(open({ path: `${path}/late` }).facts).toMatchObject({ rows: 4, notes: [] });
  });

  test('a missing data set says what to fetch from where', () => {
    const error = refusal(() => open({}, '/nowhere/data'));
    expect(error.message).toContain('Westermo');
    expect(error.hint).toContain('github.com/westermo/network-traffic-dataset');
    expect(error.hint).toContain('STARLING_DATA');
    expect(error.place).toBe('/nowhere/data/westermo');
  });

  test('a missing vantage point names its file', () => {
    mkdirSync(join(folder.path, 'part'));
    writeFileSync(join(folder.path, 'part', 'dev_left.csv'), csv(flows.left));
    expect(refusal(() => open({ path: 'part' })).place).toContain('dev_right.csv');
  });

  test('a file of other columns, no time left after the warm-up, other agents, a step past the end', () => {
    const path = capture('dev', flows);
    writeFileSync(join(folder.path, path, 'dev_right.csv'), 'startOffset,duration\n1,2\n');
    expect(refusal(() => open({ path })).message).toMatch(/no column "\w+"/);
    const good = capture('dev', flows);
    expect(refusal(() => open({ path: good, warmUp: 1000 })).message).toContain('within its warm-up');
    expect(refusal(() => open({ path: good, step: 1e-9 })).message).toContain('more than');
    expect(refusal(() => open({ path: good }, undefined, { agents: 200 })).message).toContain('3 nodes');
    expect(open({ path: good }, undefined, { agents: 3 }).nodes).toBe(3);
    expect(refusal(() => open({ path: good }).at(1)).message).toContain('ends after 1 steps');
    expect(refusal(() => open({ path: good, warmUp: 0 })).message).toContain('warm-up');
  });
});

withData('westermo', (data) => {
  const dataFolder = join(data, '..');

  test('the development flows of the real data set', () => {
    const traffic = open({}, dataFolder);
    expect([traffic.nodeNames, traffic.steps]).toEqual([['left', 'right', 'bottom'], 121]);
    expect(traffic.facts.rows).toBe(24_030);
    expect(traffic.facts.warmUp).toMatchObject({ rows: 2688, attacks: 322 });
    let rows = traffic.warmUp().truth.length;
    for (let step = 0; step < traffic.steps; step++) {
      const { batch, truth } = traffic.at(step);
      expect(batch.offsets[3]).toBe(truth.length);
      expect(batch.records).toHaveLength(truth.length * 47);
      rows += truth.length;
    }
    expect(rows).toBe(24_030);
  });

  test('its hosts, by how many records a forest needs', () => {
    expect(open({ nodes: 'host' }, dataFolder).nodeNames).toEqual([
      'left/others',
      'right/others',
      'bottom/b8:27:eb:5b:50:19',
      'bottom/b8:27:eb:6d:4f:4b',
      'bottom/others',
    ]);
    expect(open({ nodes: 'host' }, dataFolder, { subsample: 64 }).nodes).toBe(10);
  });
});
