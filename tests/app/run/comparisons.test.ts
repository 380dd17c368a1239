import { expect, test } from 'vitest';
import { scenarioSchema } from '../../../app/config/index.js';
import { comparisonsOf } from '../../../app/run/comparisons.js';

const scenario = scenarioSchema.parse({
  name: 'x',
  agents: 10,
  steps: 5,
  replications: 2,
  detector: { window: 300 },
});

test('TFJS has nothing to compare where other kernels do it', () => {
  expect(comparisonsOf([scenario], 'auto', true)).toBe(0);
  expect(comparisonsOf([scenario], 'reference', false)).toBe(0);
});

test('without compiled kernels every window meets a few signatures in every step', () => {
  const others = { ...scenario, sharing: 'none' as const };
  expect(comparisonsOf([scenario, scenario, others], 'auto', false)).toBe(2 * (2 * 5 * 10 * 300 * 4));
});

test('what cannot be told is left open', () => {
  expect(comparisonsOf([scenario], 'composed', true)).toBeUndefined();
  expect(comparisonsOf([{ ...scenario, agents: undefined }], 'auto', false)).toBeUndefined();
});
