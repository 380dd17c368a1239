import { expect, test } from 'vitest';
import { designsOf } from '../../../framework/index.js';
import { csv, writtenReports } from './written.js';

const { report } = writtenReports();

test('two numeric factors have lines and maps, and what goes in step is one', async () => {
  const { html, files, text } = await report({
    plan: {
      matrix: { factors: { quorum: [0.1, 0.2, 0.4] } },
      zip: { share: [0, 0.2, 0.4, 0.6], shadow: [1, 2, 3, 4] },
    },
    replications: 3,
    run: (values, replication) => ({
      outcomes: { f1: 1 - Number(values['share']) * Number(values['quorum']) + replication / 100 },
    }),
  });
  expect(html).toMatch(/<h2[^>]*>Outcomes against parameters<\/h2>/);
  expect(csv(files['data/f1-against-share.csv']!)).toHaveLength(12);
  const map = csv(files['data/f1-over-share-and-quorum.csv']!);
  expect(map).toHaveLength(12);
  expect(Number(map.find(({ share, quorum }) => share === '0.6' && quorum === '0.4')!['mean'])).toBeCloseTo(
    0.77,
    6,
  );
  expect(text).toContain('and shadow , which goes with it');
  expect(files).not.toHaveProperty(['data/f1-against-shadow.csv']);
});

test('the Sobol indices of the Ishigami function are those that are known', async () => {
  const plan = {
    sample: {
      method: 'saltelli' as const,
      count: 256,
      parameters: Object.fromEntries(
        ['x1', 'x2', 'x3'].map((name) => [name, { min: -Math.PI, max: Math.PI }]),
      ),
    },
  };
  const { files, text } = await report({
    plan,
    replications: 1,
    run({ x1, x2, x3 }) {
      const sin = Math.sin(Number(x2));
      const cubed = Number(x3) * Number(x3);
      return { outcomes: { y: Math.sin(Number(x1)) * (1 + 0.1 * cubed * cubed) + 7 * sin * sin } };
    },
    sweep: { sample: { method: 'saltelli', count: 256, parameters: ['x1', 'x2', 'x3'], designs: 1280 } },
  });
  expect(designsOf(plan, 7)).toHaveLength(1280);
  expect(text).toContain('What outcomes depend on');
  const rows = csv(files['data/sensitivity-y.csv']!);
  // Saltelli, Tarantola and Chan 1999, for a = 7 and b = 0.1.
  const KNOWN = {
    'first order': { x1: 0.3139, x2: 0.4424, x3: 0 },
    total: { x1: 0.5576, x2: 0.4424, x3: 0.2437 },
  } as const;
  expect(rows).toHaveLength(6);
  for (const { parameter, index, low, high } of rows) {
    const value = KNOWN[index as keyof typeof KNOWN][parameter as 'x1'];
    expect(Number(low), `${index} of ${parameter}`).toBeLessThanOrEqual(value + 0.02);
    expect(Number(high), `${index} of ${parameter}`).toBeGreaterThanOrEqual(value - 0.02);
  }
  expect(Object.keys(files)).toContain('data/rank-correlations.csv');
});

test('hundreds of designs make a page that can be opened', async () => {
  const { html, text, files } = await report({
    plan: {
      matrix: {
        factors: {
          a: Array.from({ length: 25 }, (_, i) => i),
          b: Array.from({ length: 20 }, (_, i) => i / 20),
        },
      },
    },
    replications: 3,
    run: (values, replication) => ({
      outcomes: Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `out${i}`,
          Number(values['a']) * i + Number(values['b']) + replication,
        ]),
      ),
      rows: { step: [1, 2, 3], out1: [1, 2, replication] },
    }),
  });
  expect(html.length).toBeLessThan(4_000_000);
  expect(text).toContain('of 500');
  expect(csv(files['data/outcomes.csv']!)).toHaveLength(500 * 12);
});
