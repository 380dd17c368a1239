import { expect, test } from 'vitest';
import { RandomStreams, sobolIndices } from '../../../../framework/index.js';
import { inRepository } from '../../starling.js';
import { sweepFolder } from './support.js';

const { load, write } = sweepFolder();

const A = 7;
const B = 0.1;

/** Ishigami and Homma (1990), for parameters from −π to π. */
const ishigami = (x1: number, x2: number, x3: number): number =>
  Math.sin(x1) + A * Math.sin(x2) * Math.sin(x2) + B * x3 * x3 * x3 * x3 * Math.sin(x1);

/** What SALib 1.6.0 answers for the values of the sweep below. */
const SALIB = [
  [0.3282354645890487, 0.5600873898093768],
  [0.44052786198653926, 0.4444605828891985],
  [-0.014714283055603648, 0.24355107282009397],
] as const;

test('the indices of the Ishigami function are the known ones, within their intervals', async () => {
  write(
    'ishigami.mjs',
    `
import { modelOf, scenario } from '${inRepository('framework/index.ts')}';
import { z } from '${inRepository('node_modules/zod/index.js')}';
const x = z.number().min(-Math.PI).max(Math.PI);
const parameters = scenario({ x1: x, x2: x, x3: x });
class Ishigami extends modelOf(parameters) {}
export const entry = {
  name: 'ishigami', description: 'a function', scenario: parameters, steps: 1, storages: ['columns'],
  create: (options) => new Ishigami(options),
};
`,
  );
  const range = '{ min: -3.141592653, max: 3.141592653 }';
  const { sweep } = await load(`
name: ishigami
model: ./ishigami.mjs
seed: 1
sample:
  method: saltelli
  count: 512
  parameters: { x1: ${range}, x2: ${range}, x3: ${range} }
`);
  const { sample } = sweep;
  expect(sample).toEqual({ method: 'saltelli', count: 512, parameters: ['x1', 'x2', 'x3'], designs: 2560 });
  const values = sweep.designs.map(({ scenario }) => {
    const { x1, x2, x3 } = scenario as { x1: number; x2: number; x3: number };
    return ishigami(x1, x2, x3);
  });
  const random = new RandomStreams(sweep.seed).stream('sensitivity');
  const { parameters } = sobolIndices({ parameters: sample!.parameters, values, random })!;
  const pi4 = Math.PI * Math.PI * Math.PI * Math.PI;
  const first = 0.5 * (1 + (B * pi4) / 5) * (1 + (B * pi4) / 5);
  const second = (A * A) / 8;
  const both = (B * B * pi4 * pi4 * 8) / 225;
  const whole = first + second + both;
  const known = [
    [first, first + both],
    [second, second],
    [0, both],
  ].map((pair) => pair.map((part) => part / whole));
  for (const [place, { first, total }] of parameters.entries())
    for (const [{ value, low, high }, expected] of [
      [first, known[place]![0]!],
      [total, known[place]![1]!],
    ] as const) {
      expect(expected).toBeGreaterThanOrEqual(low);
      expect(expected).toBeLessThanOrEqual(high);
      expect(Math.abs(value - expected)).toBeLessThan(0.02);
    }
  for (const [place, { first, total }] of parameters.entries()) {
    expect(first.value).toBeCloseTo(SALIB[place]![0], 9);
    expect(total.value).toBeCloseTo(SALIB[place]![1], 9);
  }
});
