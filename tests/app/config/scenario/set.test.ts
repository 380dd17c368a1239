import { describe, expect, test } from 'vitest';
import { InvalidInput, parseSet } from '../../../../app/config/index.js';
import { load, problems } from './support.js';

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
