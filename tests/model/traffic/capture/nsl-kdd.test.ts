import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RandomStreams } from '../../../../framework/random/index.js';
import { nslKddTraffic } from '../../../../model/parameters.js';
import { openCapture } from '../../../../model/traffic/capture/index.js';
import { withData } from '../../../support/data.js';
import { refusal, temporaryFolder } from './folder.js';

const folder = temporaryFolder();
const open = (options: object, agents?: number, seed = 1, dataFolder = folder.path) =>
  openCapture(nslKddTraffic.parse({ source: 'nsl-kdd', ...options }), {
    dataFolder,
    baseFolder: folder.path,
    subsample: 256,
    streams: new RandomStreams(seed),
    agents,
  });

const row = (service: string, attack: string, duration = 0): string =>
  [duration, 'tcp', service, 'SF', ...new Array(37).fill('0'), attack, 21].join(',');
const services = ['http', 'http', 'http', 'smtp', 'smtp', 'ftp', 'dns', 'ssh'];
const rows = (count: number, attack = 'normal') =>
  Array.from({ length: count }, (_, i) => row(services[i % services.length]!, attack, i)).join('\n');

mkdirSync(join(folder.path, 'nsl-kdd'));
writeFileSync(join(folder.path, 'nsl-kdd', 'KDDTrain+_20Percent.txt'), rows(400));
writeFileSync(
  join(folder.path, 'nsl-kdd', 'KDDTest+.txt'),
  [
    row('http', 'normal'),
    row('smtp', 'neptune'),
    row('new', 'mscan'),
    row('ftp', 'guess_passwd'),
    row('ssh', 'xterm'),
    row('ssh', 'zeroday'),
  ].join('\n'),
);

describe('NSL-KDD', () => {
  test('the train file fills the windows, the test file is replayed in file order', () => {
    const traffic = open({ records: 1 }, 4);
    expect([traffic.nodes, traffic.features, traffic.steps]).toEqual([4, 38, 2]);
    expect(traffic.warmUp().truth).toHaveLength(400);
    expect([traffic.at(0).truth.length, traffic.at(1).truth.length]).toEqual([4, 2]);
    expect([...traffic.at(0).truth].sort()).toEqual([0, 1, 2, 3]);
    expect([...traffic.at(1).truth].sort()).toEqual([4, 5]);
    expect(traffic.attackNames).toEqual(['DoS', 'Probe', 'R2L', 'U2R', 'unknown']);
  });

  test('the split train replays the second half of the train file', () => {
    const traffic = open({ split: 'train', records: 10 }, 4);
    expect([traffic.warmUp().truth.length, traffic.steps]).toEqual([200, 5]);
  });

  test.each(['service', 'seeded'])(
    'the %s partition depends on the seed alone and is not identical',
    (partition) => {
      const offsets = (seed: number) => [...open({ partition }, 4, seed).warmUp().batch.offsets];
      expect(offsets(7)).toEqual(offsets(7));
      expect(offsets(7)).not.toEqual(offsets(8));
      const { facts } = open({ partition }, 4);
      expect(facts.nodes.every(({ warmUp }) => warmUp > 10)).toBe(true);
    },
  );

  test('20 nodes where none are asked for', () => {
    expect(open({}).nodes).toBe(20);
  });

  test('a missing file says what to fetch', () => {
    const error = refusal(() => open({ path: 'elsewhere' }));
    expect(error.message).toContain('KDDTrain+_20Percent.txt');
    expect(error.hint).toContain('University of New Brunswick');
  });

  test('a row of another layout is refused with its line', () => {
    mkdirSync(join(folder.path, 'bad'));
    writeFileSync(join(folder.path, 'bad', 'KDDTrain+.txt'), `${rows(2)}\n1,2,3`);
    expect(refusal(() => open({ path: 'bad', split: 'train' })).place).toMatch(/KDDTrain\+\.txt:3$/);
  });
});

withData('nsl-kdd', (data) => {
  test('the real files', () => {
    const { facts, steps } = open({}, 20, 1, join(data, '..'));
    expect([facts.rows, steps, facts.warmUp.rows, facts.warmUp.attacks]).toEqual([
      47_736, 36, 25_192, 11_743,
    ]);
    expect(facts.nodes.every(({ warmUp }) => warmUp >= 256)).toBe(true);
  });
});
