import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InvalidInput, readDocument, scenarioSchema } from '../../../app/config/index.js';
import { SHARED_KEYS, SWEEP_KEYS } from '../../../app/config/mistaken.js';
import { sweepSchema } from '../../../app/sweep/file/index.js';
import { Folder, inRepository, starling, TINY } from '../starling.js';

const folder = new Folder();
afterAll(() => folder.remove());
const scenario = folder.write('tiny.yaml', TINY);
const sweep = folder.write('sweep.yaml', 'name: x\nscenario: tiny.yaml\nmatrix: { agents: [5, 6] }\n');

test('the keys of the two kinds of files are told apart', () => {
  const [own, other] = [sweepSchema, scenarioSchema].map(({ shape }) => Object.keys(shape)) as [
    string[],
    string[],
  ];
  expect([...SWEEP_KEYS].sort()).toEqual(own.filter((key) => !other.includes(key)).sort());
  expect([...SHARED_KEYS].sort()).toEqual(own.filter((key) => other.includes(key)).sort());
});

describe('the other kind of file', () => {
  test.each([
    ['scenario', sweep, `this is a sweep, and a scenario is expected`, 'starling sweep run'],
    ['sweep', scenario, `this is a scenario, and a sweep is expected`, 'starling run'],
  ] as const)('where a %s is expected is one problem, with the command', (layer, file, message, command) => {
    try {
      readDocument(file, layer);
    } catch (error) {
      const { problems } = error as InvalidInput;
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ place: file, message });
      expect(problems[0]!.remedy).toContain(`${command} ${file}`);
      return;
    }
    throw new Error('it was accepted');
  });

  test('is told by the commands in one line', async () => {
    const { path: cwd } = folder;
    const run = await starling(['run', 'sweep.yaml'], { cwd });
    expect([run.code, run.err]).toEqual([
      2,
      'starling: sweep.yaml: this is a sweep, and a scenario is expected\n  run it by starling sweep run sweep.yaml\n',
    ]);
    const planned = await starling(['sweep', 'plan', 'tiny.yaml'], { cwd });
    expect(planned.code).toBe(2);
    expect(planned.err).toMatch(/^starling: tiny.yaml: this is a scenario, .*\n.* starling run tiny.yaml/);
  });
});

test('what may be either is judged by its keys as before', () => {
  const both = folder.write('both.yaml', 'name: x\nseed: 4\n');
  for (const layer of ['scenario', 'sweep'] as const)
    expect(readDocument(both, layer).value).toEqual({ name: 'x', seed: 4 });
  const mixed = folder.write('mixed.yaml', 'name: x\nagents: 4\nkeep: root\n');
  for (const layer of ['scenario', 'sweep'] as const)
    expect(readDocument(mixed, layer).value).toMatchObject({ agents: 4, keep: 'root' });
});

test('no file that comes with Starling is taken for the other kind', () => {
  for (const [place, layer] of [
    ['scenarios', 'scenario'],
    ['scenarios/sweeps', 'sweep'],
  ] as const) {
    const files = readdirSync(inRepository(place)).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files)
      expect(() => readDocument(join(inRepository(place), name), layer)).not.toThrow(InvalidInput);
  }
});
