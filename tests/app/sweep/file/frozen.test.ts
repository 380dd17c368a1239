import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSweep, writeSweep } from '../../../../app/sweep/file/index.js';
import { sweepFolder } from './support.js';

const { folder, load, write } = sweepFolder();
const manifest = join(folder, 'sweep.json');

test('what is written is read back, without the files that it came from', async () => {
  const { sweep } = await load(`
name: kept
scenario: small.yaml
seed: text
replications: 3
matrix: { sharing: [none, decentralised], traffic.records: [3, 4], detector.threshold: [0.5, null] }
thresholds: ['p95(time_to_protection) < 1e2', { check: recall >= 0.6, where: { sharing: none } }]
keep: root
limits: { time: 60 }
`);
  writeSweep(folder, sweep);
  rmSync(join(folder, 'small.yaml'));
  rmSync(join(folder, 'sweep.yaml'));
  expect(readSweep(folder)).toEqual(sweep);
});

test('of a model too', async () => {
  const { sweep } = await load(
    'name: m\nmodel: schelling-small\nstorage: columns\nmatrix: { wanted: [3, 4] }\n',
  );
  writeSweep(folder, sweep);
  expect(readSweep(folder)).toEqual(sweep);
});

test('of samples too', async () => {
  const { sweep } = await load(`
name: m
model: schelling-small
sample: { method: saltelli, count: 2, parameters: { wanted: { min: 1, max: 6, integer: true } } }
`);
  expect(sweep.sample).toEqual({ method: 'saltelli', count: 2, parameters: ['wanted'], designs: 6 });
  writeSweep(folder, sweep);
  expect(readSweep(folder)).toEqual(sweep);
});

test('what designs have in common stands there once', async () => {
  write('small.yaml', 'name: small\nseed: 1\n');
  const { sweep } = await load('name: m\nscenario: small.yaml\nmatrix: { agents: [8, 9] }\n');
  writeSweep(folder, sweep);
  const { common, designs } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    common: object;
    designs: { scenario: object }[];
  };
  expect(common).toHaveProperty('detector.trees');
  expect(designs.map(({ scenario }) => scenario)).toEqual([{ agents: 8 }, { agents: 9 }]);
});

test('a folder without one, a damaged one and one of another version are told apart', () => {
  expect(() => readSweep(join(folder, 'none'))).toThrow(
    expect.objectContaining({ code: 2, message: 'there is no such file' }),
  );
  write('sweep.json', '{ "format": 1, "na');
  expect(() => readSweep(folder)).toThrow('damaged');
  write('sweep.json', '{ "format": 2 }');
  expect(() => readSweep(folder)).toThrow(
    expect.objectContaining({ message: expect.stringContaining('this is no sweep'), place: manifest }),
  );
});
