import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Exit } from '../../../framework/errors.js';
import { Folder, starling } from '../starling.js';
import { answer, expectClear } from './answers.js';
import { inputs } from './inputs.js';

const folder = new Folder();
afterAll(() => folder.remove());

describe('malformed input', () => {
  test('is answered with place and remedy', () => {
    const refused = fc
      .sample(inputs, { seed: 1, numRuns: 190 })
      .flatMap((input) => answer(input, folder) ?? []);
    expect(refused.length).toBeGreaterThanOrEqual(150);
    refused.forEach(expectClear);
  });

  test.each([
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nname: x\n'],
    ['a prototype key', 'name: x\n__proto__: { agents: 1 }\n'],
    ['a binary file', Uint8Array.of(0x7f, 69, 76, 70, 0, 1)],
    ['nothing', ''],
    ['a million brackets', '['.repeat(1 << 20)],
    ['a million anchors', `a: ${'&a '.repeat(349_000)}`],
  ])('%s, through the real process', async (_, content) => {
    const file = folder.write('real.yaml', content);
    const { code, out, err } = await starling(['run', file], { cwd: folder.path });
    expect(code).toBe(Exit.usage);
    expect(out).toBe('');
    expectClear({ text: err.trimEnd(), place: file });
  });

  test.each([
    ['no table', 'a,b\n1\n'],
    ['nothing', ''],
    ['a quote that never ends', `t,label\n"${'x\n'.repeat(50_000)}`],
  ])('a CSV file: %s, through the real process', async (_, content) => {
    const file = folder.write('real.csv', content);
    const { code, out, err } = await starling(['detect', file, '--label', 'label'], { cwd: folder.path });
    expect(code).toBe(Exit.usage);
    expect(out).toBe('');
    expectClear({ text: err.trimEnd(), place: file });
  });

  test('a config.yaml in the working folder, through the real process', async () => {
    const other = new Folder();
    other.write('config.yaml', 'simulation: { default_agents: [] }\n');
    const { code, err } = await starling(['config', 'show'], { cwd: other.path });
    other.remove();
    expect(code).toBe(Exit.usage);
    expectClear({ text: err.trimEnd(), place: 'config.yaml:1:31' });
  });
});
