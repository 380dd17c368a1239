import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../../../../framework/experiment/engines/ray/index.js';

test('plain words stay as they are', () => {
  expect(shellWord('/opt/starling/dist/main.js')).toBe('/opt/starling/dist/main.js');
  expect(shellWord('')).toBe("''");
});

test('a shell reads the very text', () => {
  const texts = fc.sample(fc.string({ unit: fc.constantFrom(...'ab \'"$`\\!*?~;&|<>(){}[]#\n') }), {
    numRuns: 200,
    seed: 1,
  });
  const line = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
  expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(texts);
});
