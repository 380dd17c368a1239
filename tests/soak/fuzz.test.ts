import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { answer, expectClear } from '../app/fuzz/answers.js';
import { inputs } from '../app/fuzz/inputs.js';
import { Folder } from '../app/starling.js';

const folder = new Folder();
afterAll(() => folder.remove());

/** Seconds after which an answer counts as a hang: what is promised of every malformed input. */
const HANG = 1;

test('1,000 malformed inputs: place, remedy, no stack, no hang', () => {
  const counts = { scenario: 0, config: 0, csv: 0 };
  let refused = 0;
  for (let seed = 1; refused < 1000; seed++) {
    for (const input of fc.sample(inputs, { seed, numRuns: 200 })) {
      const began = performance.now();
      const said = answer(input, folder);
      const seconds = (performance.now() - began) / 1000;
      expect(seconds, Buffer.from(input.bytes).toString('latin1').slice(0, 500)).toBeLessThan(HANG);
      if (said === undefined) continue;
      expectClear(said);
      refused++;
      counts[input.kind]++;
    }
  }
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(200);
});
