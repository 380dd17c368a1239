import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadScenario, scenarioJsonSchema } from '../../../../app/config/index.js';
import { scenarioGuide } from '../../../../app/config/scenario.js';
import { heightOf, pathSumsFit } from '../../../../kernels/index.js';
import { inRepository } from '../../starling.js';
import { settings } from './support.js';

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
    ...readdirSync(inRepository('scenarios'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `scenarios/${name}`),
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
