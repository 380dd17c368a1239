import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadSettings } from '../../../../app/config/index.js';
import { loadSweep, sweepJsonSchema } from '../../../../app/sweep/file/index.js';
import { inRepository } from '../../starling.js';

const settings = loadSettings({ config: inRepository('config.yaml'), variables: {} });

test('sweep.schema.json is current', () => {
  const checkedIn: unknown = JSON.parse(readFileSync(inRepository('sweep.schema.json'), 'utf8'));
  const remedy = 'run: npx starling config schema --sweep > sweep.schema.json && npm run format';
  expect(checkedIn, remedy).toEqual(JSON.parse(JSON.stringify(sweepJsonSchema())));
});

describe('sweeps of the repository', () => {
  const SIZES: Readonly<Record<string, readonly [designs: number, runs: number]>> = {
    'byzantine-quorum': [28, 840],
    networks: [20, 200],
    scale: [7, 21],
    'westermo-arms': [3, 90],
  };

  test('are the ones that are promised', () => {
    const names = readdirSync(inRepository('scenarios/sweeps')).map((name) => name.replace('.yaml', ''));
    expect(names.sort()).toEqual(Object.keys(SIZES));
  });

  test.each(Object.keys(SIZES))('%s is valid, named after its file, and names its schema', async (name) => {
    const path = inRepository(`scenarios/sweeps/${name}.yaml`);
    const warnings: string[] = [];
    const sweep = await loadSweep(path, settings, [], (line) => warnings.push(line));
    expect(sweep.name).toBe(name);
    expect([sweep.designs.length, sweep.members.length]).toEqual(SIZES[name]);
    expect(new Set(sweep.members.map(({ key }) => key)).size).toBe(sweep.members.length);
    expect(sweep.description).toMatch(/ on two cores\.$/);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/sweep\.schema\.json\n/,
    );
    // Westermo has arms of its own, which is said.
    expect(warnings).toHaveLength(name === 'westermo-arms' ? 1 : 0);
  });

  test('byzantine-quorum sets the share of the colluders', async () => {
    const sweep = await loadSweep(inRepository('scenarios/sweeps/byzantine-quorum.yaml'), settings);
    const { scenario, design } = sweep.designs[8]!;
    expect(design.label).toBe('consensus.quorum=0.1, faults.byzantine[0].nodes=0.1');
    expect(scenario).toMatchObject({ faults: { byzantine: [{ behaviour: 'colluding', nodes: 0.1 }] } });
  });

  test('networks gives its scale-free networks half the degree', async () => {
    const sweep = await loadSweep(inRepository('scenarios/sweeps/networks.yaml'), settings);
    const degrees = sweep.designs.map(({ scenario }) => {
      const { network } = scenario as { network: { topology: string; degree: number; loss: number } };
      return `${network.topology} ${network.degree}`;
    });
    expect([...new Set(degrees)]).toEqual(['full 6', 'small-world 6', 'scale-free 3', 'k-regular 6']);
  });
});
